import type { FastifyRequest } from 'fastify';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { readNiss } from '../../../contracts/niss.ts';
import type { Routes } from '../../deps.ts';
import { toTypedBirthKeys } from '../../domain/birth-date.ts';
import { toNissHash } from '../../domain/patient-identity.ts';
import { toFamilyKeys, toGivenKeys } from '../../domain/person-name.ts';
import {
  askExclusion,
  askHiding,
  askRefusal,
  findPatients,
  findPhysiciansByName,
  listPatientDocuments,
  previewHiding,
  readPatientCopies,
  readPatientRights,
} from '../../store/patient-rights-store.ts';
import { answer } from '../answer.ts';

/** What the patient desk finds, shows and enters for a patient [R17] [R18] [R19]. Every look is traced, without the number. */
export const patientRightsRoutes: Routes = async (app, { database, secrets }) => {
  /** Names the request for the trace; the function it answers writes it. */
  function name(request: FastifyRequest, kind: 'oversight' | 'link', object: string, patient: string | null = null) {
    request.subject = { patient, object };
    return () => request.trace({ kind, patient, object });
  }

  answer(app, 'patient-rights/find', async ({ input: { niss, family, given, birthDate }, request }) => {
    const trace = name(request, 'oversight', 'patient-rights/find');
    if (niss !== null && !readNiss(niss).ok) throw new ExpectedFailure('niss-invalid');
    const found = await findPatients(database, request.caller, {
      nissHash: niss === null ? null : toNissHash(niss, secrets),
      familyKeys: family === null ? null : toFamilyKeys(family, 'typed'),
      givenKeys: given === null ? null : toGivenKeys([given], 'typed'),
      birthKeys: birthDate === null ? null : toTypedBirthKeys(birthDate),
    });
    // Whoever came up was seen.
    await trace();
    await Promise.all(
      found.patients.map(({ id }) => request.trace({ kind: 'oversight', patient: id, object: 'patient-rights/find' })),
    );
    return found;
  });

  answer(app, 'patient-rights/physicians', async ({ input: { text }, request }) => {
    const trace = name(request, 'oversight', 'patient-rights/physicians');
    const found = await findPhysiciansByName(database, request.caller, text);
    await trace();
    return found;
  });

  answer(app, 'patient-rights/read', async ({ params: { patient }, request }) => {
    const trace = name(request, 'oversight', 'patient-rights/read', patient);
    const rights = await readPatientRights(database, request.caller, patient);
    await trace();
    return rights;
  });

  answer(
    app,
    'patient-rights/copies',
    async ({ params: { patient }, request }) => {
      request.subject = { patient, object: 'patient-rights/copies' };
      return readPatientCopies(database, request.caller, patient);
    },
    { config: { untraced: 'PCs and hours, each second after a deed that was traced: nothing of the record' } },
  );

  answer(app, 'patient-rights/documents', async ({ params: { patient }, input: { after }, request }) => {
    const trace = name(request, 'oversight', 'patient-rights/documents', patient);
    const documents = await listPatientDocuments(database, request.caller, patient, after);
    await trace();
    return documents;
  });

  answer(app, 'patient-rights/closure', async ({ params: { patient }, input: { document }, request }) => {
    const trace = name(request, 'oversight', `patient-rights/closure#${document}`, patient);
    const closure = await previewHiding(database, request.caller, patient, document);
    await trace();
    return closure;
  });

  answer(app, 'patient-rights/refuse', async ({ params: { patient }, input: { refuses, ...facts }, request }) => {
    const trace = name(request, 'link', `patient-rights/${refuses ? 'refuse' : 'allow'}`, patient);
    await askRefusal(database, request.caller, patient, refuses, facts);
    await trace();
    return {};
  });

  answer(app, 'patient-rights/exclude', async ({ params: { patient }, input, request }) => {
    const { person, excludes, ...facts } = input;
    const trace = name(request, 'link', `patient-rights/${excludes ? 'exclude' : 'readmit'}#${person}`, patient);
    await askExclusion(database, request.caller, patient, person, excludes, facts);
    await trace();
    return {};
  });

  answer(app, 'patient-rights/hide', async ({ params: { patient }, input: { document, hides, ...facts }, request }) => {
    const trace = name(request, 'link', `patient-rights/${hides ? 'hide' : 'show'}#${document}`, patient);
    await askHiding(database, request.caller, patient, document, hides, facts);
    await trace();
    return {};
  });
};
