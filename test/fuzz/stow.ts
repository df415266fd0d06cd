import { aDicomInstance, aDicomSeries, aStowRequest } from '../builders/dicom.ts';
import { aPatient, aTransaction } from '../builders/fhir.ts';
import { type Clinic, openClinic, type Sender } from '../server/fhir/clinic.ts';
import { dicomDialect } from './dicom-dialect.ts';
import { mutate, type Sample } from './mutate.ts';
import { openRandom } from './random.ts';
import { type Report, tell, toFault, type Verdict } from './verdict.ts';

/** Mutations of one patient's series by STOW-RS, and what was taken read back: never a 500, and what is said to be stored is there. */
export async function run(seed: number, count: number, first = 0): Promise<Report> {
  const clinic = await openClinic();
  try {
    const patient = aPatient();
    const physician = await clinic.physician();
    const { status } = await clinic.ask(clinic.system, 'POST', '/fhir', aTransaction(patient));
    if (status >= 300) throw new Error(`the patient could not be stored: ${status}`);
    await clinic.link(physician, patient.id);
    const samples = [...aDicomSeries(6), aDicomInstance({ study: '2.25.77', modality: 'MR' })].map(
      (bytes, index): Sample => ({ name: `built ${index + 1}`, bytes: Buffer.from(bytes) }),
    );
    return await tell('stow', seed, count, first, async (_seed, number) => {
      const mutation = mutate(samples, dicomDialect, openRandom(seed, 'stow', number));
      const { outcome, fault } = await storeOne(clinic, physician, mutation.bytes);
      return { outcome, fault: fault === null ? null : toFault(fault, mutation) };
    });
  } finally {
    await clinic.close();
  }
}

async function storeOne(clinic: Clinic, physician: Sender, bytes: Buffer): Promise<Verdict> {
  const { contentType, body } = aStowRequest([bytes]);
  const answer = await clinic.ask(clinic.system, 'POST', '/dicomweb/studies', body, { 'content-type': contentType });
  const outcome = String(answer.status);
  if (answer.status >= 500) return { outcome, fault: `answered ${answer.status} ${answer.text.slice(0, 200)}` };
  if (answer.status !== 200 && answer.status !== 202) return { outcome, fault: null };
  const [item] = answer.dicom()['00081199']?.Value ?? [];
  const instance = item?.['00081155']?.Value[0] ?? '';
  const found = await clinic.ask(physician, 'GET', `/dicomweb/instances?SOPInstanceUID=${instance}`);
  const [place] = found.status === 200 ? found.dicoms() : [];
  if (place === undefined) return { outcome, fault: `said to be stored, and not found (${found.status})` };
  const path = `/dicomweb/studies/${place['0020000D']?.Value[0]}/series/${place['0020000E']?.Value[0]}/instances/${instance}`;
  for (const part of ['', '/metadata', '/frames/1', '/rendered']) {
    const read = await clinic.ask(physician, 'GET', path + part, undefined, { accept: '*/*' });
    if (read.status >= 500) return { outcome, fault: `GET ${part} answered ${read.status} ${read.text.slice(0, 200)}` };
  }
  return { outcome: `${outcome}, read back`, fault: null };
}
