import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuarantineList } from '../../../contracts/quarantine.ts';
import { toDoorCaller } from '../../../server/door-caller.ts';
import { toImagingStudyId } from '../../../server/mapping/imaging-study-id.ts';
import { openPacsClient, type PacsClient } from '../../../server/pacs/pacs-client.ts';
import { openPacsWatch, type PacsWatch } from '../../../server/pacs/watch-pacs.ts';
import { aDicomInstance, aDicomSeries, aStowRequest, type DicomWish } from '../../builders/dicom.ts';
import { aPatient, aTransaction } from '../../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from '../fhir/clinic.ts';
import { hasOrthanc, openOrthanc, type Orthanc } from './orthanc.ts';

describe.skipIf(!hasOrthanc())('a PACS behind DICOMweb', () => {
  let orthanc: Orthanc;
  let clinic: Clinic;
  let watch: PacsWatch;
  let physician: Sender;
  let helpdesk: Sender;
  const patient = aPatient();
  const other = aPatient({ niss: '85073003328', number: 'HOSP-0002', gender: 'male', birthDate: '1985-07-30' });
  const study = '2.25.7001';
  const slices = aDicomSeries(3, { study });

  const ask = (url: string, who = physician) => clinic.ask(who, 'GET', url);
  const file = (uid: string, number = 1) =>
    clinic.ask(physician, 'GET', `/dicomweb/studies/${uid}/series/${uid}.1/instances/${uid}.1.${number}`, undefined, {
      accept: 'application/dicom',
    });
  const helpdeskSees = async () => JSON.parse((await ask('/api/quarantine', helpdesk)).text) as QuarantineList;
  const otherWish: DicomWish = { patientId: 'HOSP-0002', birthDate: '19850730', sex: 'M' };

  beforeAll(async () => {
    orthanc = await openOrthanc();
    const pacs = openPacsClient(orthanc);
    clinic = await openClinic({ pacs });
    physician = await clinic.physician();
    helpdesk = await clinic.helpdesk();
    await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient, other));
    for (const slice of slices) await orthanc.put(slice);
    await orthanc.put(aDicomInstance({ study: '2.25.7002', patientId: 'HOSP-9999' }));
    watch = openPacsWatch(clinic.deps, pacs, toDoorCaller(clinic.deps.secrets), 3600);
    await watch.look();
  }, 60_000);
  afterAll(async () => {
    await watch.close();
    await clinic.close();
    await orthanc.close();
  });

  test('indexes what a link opens and nothing else, and counts for the helpdesk what is nobody’s here [R25] [R13]', async () => {
    expect((await clinic.db.sql('select from medical.instance')).length).toBe(0);
    await clinic.link(physician, patient.id);
    await watch.look();
    const [found, ...more] = (await ask('/dicomweb/studies')).dicoms();
    expect([found?.['0020000D']?.Value, found?.['00201208']?.Value, more]).toEqual([[study], [3], []]);
    const { total } = await helpdeskSees();
    expect(total).toMatchObject({ waiting: 0, pacs: { studies: 2, unmatched: 1, failure: null } });
    expect(clinic.traced.filter(({ kind, object }) => kind === 'ingest' && object.startsWith(study))).toHaveLength(3);
  });

  test('gives the PACS’s own bytes behind the gate and traced, in the record and in the manifest like any other [R22] [R21]', async () => {
    for (const [index, slice] of slices.entries())
      expect((await file(study, index + 1)).bytes.equals(slice)).toBe(true);
    expect(clinic.traced.at(-1)).toMatchObject({ kind: 'copied', patient: patient.id, object: `${study}.1.3` });
    const whole = await ask(`/dicomweb/studies/${study}`);
    expect(slices.every((slice) => whole.bytes.includes(Buffer.from(slice)))).toBe(true);
    expect((await ask(`/dicomweb/studies/${study}/metadata`)).dicoms()).toHaveLength(3);
    expect((await ask(`/dicomweb/studies/${study}/series/${study}.1/instances/${study}.1.2/frames/1`)).status).toBe(
      200,
    );
    expect((await ask(`/fhir/ImagingStudy/${toImagingStudyId(study)}`)).json()).toMatchObject({ numberOfInstances: 3 });
    const manifest = (await ask(`/api/patients/${patient.id}/manifest`)).json();
    expect(
      manifest.items
        .filter(({ kind }) => kind === 'instance')
        .map(({ sha256 }) => sha256)
        .sort(),
    ).toEqual(slices.map((slice) => createHash('sha256').update(slice).digest('hex')).sort());
    const stranger = await clinic.physician();
    expect((await ask(`/dicomweb/studies/${study}`, stranger)).status).toBe(404);
    expect((await ask('/dicomweb/studies', stranger)).status).toBe(204);
    expect(await clinic.deps.blobs.has(createHash('sha256').update(slices[0]!).digest('hex'))).toBe(false);
  });

  test('hides a study of the PACS everywhere, later slices of it too [R18]', async () => {
    const desk = await clinic.desk();
    const id = toImagingStudyId(study);
    const hide = (hidden: boolean) =>
      clinic.db.database.ask('hide', 'select api.set_hidden($1, $2, $3, $4, $5)', [
        createHash('sha256')
          .update(desk.token ?? '')
          .digest(),
        createHash('sha256').update(desk.certificate).digest(),
        'ImagingStudy',
        id,
        hidden,
      ]);
    await hide(true);
    await orthanc.put(aDicomInstance({ study, number: 4 }));
    await watch.look();
    expect((await clinic.db.sql('select from medical.instance')).length).toBe(4);
    for (const url of [`/dicomweb/studies/${study}`, `/dicomweb/studies/${study}/metadata`, `/fhir/ImagingStudy/${id}`])
      expect((await ask(url)).status).toBe(404);
    expect((await ask('/dicomweb/instances')).status).toBe(204);
    expect((await ask(`/api/patients/${patient.id}/manifest`)).text).not.toContain(study);
    await hide(false);
    expect((await ask(`/dicomweb/studies/${study}/instances`)).dicoms()).toHaveLength(4);
  });

  test('shows no other bytes than were indexed, and judges them anew at the next look [R25]', async () => {
    const changed = aDicomInstance({ study, number: 2, pixels: [1, 2, 3] });
    await orthanc.put(changed);
    expect([(await file(study, 2)).status, (await file(study, 2)).status]).toEqual([422, 404]);
    await watch.look();
    expect((await file(study, 2)).bytes.equals(changed)).toBe(true);
    // The same UIDs under another patient: what the PACS says of itself is not believed.
    await orthanc.removeStudy(study);
    for (const number of [1, 2, 3, 4]) await orthanc.put(aDicomInstance({ study, number, ...otherWish }));
    expect((await file(study, 1)).status).toBe(422);
    await clinic.link(physician, other.id);
    await watch.look();
    expect((await file(study, 1)).status).toBe(404);
    const { lines } = await helpdeskSees();
    expect(lines.map(({ door, reason, retryable }) => [door, reason, retryable])).toEqual([
      ['pacs', 'study-of-another-patient', false],
    ]);
  });

  test('forgets what was missing in two looks in a row, and finds it when it comes back [R25]', async () => {
    const gone = '2.25.7003';
    await orthanc.put(aDicomInstance({ study: gone }));
    await watch.look();
    expect((await file(gone)).status).toBe(200);
    await orthanc.removeStudy(gone);
    await watch.look();
    expect((await ask(`/dicomweb/studies/${gone}/metadata`)).status).toBe(200);
    await watch.look();
    expect((await ask(`/dicomweb/studies/${gone}/metadata`)).status).toBe(404);
    expect((await ask(`/fhir/ImagingStudy/${toImagingStudyId(gone)}`)).status).toBe(404);
    await orthanc.put(aDicomInstance({ study: gone }));
    await watch.look();
    expect((await file(gone)).status).toBe(200);
  });

  test('indexes a study of a PACS that counts nothing, and what comes into it later [R25]', async () => {
    const uncounted = '2.25.7005';
    const uncounting = openPacsClient(orthanc);
    const blind: PacsClient = {
      ...uncounting,
      listStudies: async function* listStudies() {
        for await (const page of uncounting.listStudies()) yield page.map((one) => ({ ...one, instances: null }));
      },
    };
    const looks = openPacsWatch(clinic.deps, blind, toDoorCaller(clinic.deps.secrets), 3600);
    try {
      await orthanc.put(aDicomInstance({ study: uncounted }));
      await looks.look();
      expect((await file(uncounted)).status).toBe(200);
      await orthanc.put(aDicomInstance({ study: uncounted, number: 2 }));
      await looks.look();
      expect((await file(uncounted, 2)).status).toBe(200);
      expect((await helpdeskSees()).total.pacs?.failure).toBeNull();
    } finally {
      await looks.close();
    }
  });

  test('says clearly that the PACS is down, loses nothing, and goes on reading what the hospital keeps itself [R25]', async () => {
    const kept = aDicomInstance({ study: '2.25.7004' });
    const { contentType, body } = aStowRequest([kept]);
    await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
    await orthanc.put(kept);
    await watch.look();
    const before = (await ask('/dicomweb/instances')).dicoms().length;
    await orthanc.stop();
    const refused = await file('2.25.7003');
    expect([refused.status, refused.json().code]).toEqual([503, 'pacs-unavailable']);
    expect((await ask('/dicomweb/studies/2.25.7003')).status).toBe(503);
    expect((await file('2.25.7004')).bytes.equals(kept)).toBe(true);
    await watch.look();
    await watch.look();
    expect((await helpdeskSees()).total.pacs?.failure).toBe('pacs-unavailable');
    expect((await ask('/dicomweb/instances')).dicoms()).toHaveLength(before);
    await orthanc.start();
    await watch.look();
    expect((await helpdeskSees()).total.pacs?.failure).toBeNull();
    expect((await file('2.25.7003')).status).toBe(200);
  });
});
