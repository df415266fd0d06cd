import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aDicomInstance, aStowRequest } from '../builders/dicom.ts';
import { aNiss, aPatient, aTransaction } from '../builders/fhir.ts';
import { readBackendCpu } from './api.cpu.ts';
import { type AccountName, openTestHospital } from '../server/support/test-hospital.ts';

// A hospital in a process of its own, holding one patient with a series of 512 kB slices; the slices lie in the folder given too, for
// whoever serves them otherwise. Answers what the bench asks by message; ends when the bench does.
const [folder = '', slices = '300'] = process.argv.slice(2);
const side = 512;
const hospital = await openTestHospital();
const niss = aNiss('1955-03-12', 214);
const patient = aPatient({ niss, number: 'HOSP-214' });
const study = '2.25.214';

async function post(path: string, body: unknown, contentType: string): Promise<void> {
  const answer = await hospital.system.ask('POST', path, { body, headers: { 'content-type': contentType } });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
}

await post('/fhir', aTransaction(patient), 'application/fhir+json');
for (let number = 1; number <= Number(slices); number += 1) {
  const wish = { study, patientId: 'HOSP-214', patientName: 'Essai^Marie', rows: side, columns: side, number };
  const bytes = aDicomInstance(wish);
  writeFileSync(join(folder, `${number}.dcm`), bytes);
  const { contentType, body } = aStowRequest([bytes]);
  await post('/dicomweb/studies', body, contentType);
}

/** Microseconds of processor used so far by this process and by its PostgreSQL's backends. */
async function readCpu(): Promise<{ readonly api: number; readonly postgres: number }> {
  const [row] = await hospital.test.sql<{ pid: number }>(
    "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::integer as pid",
  );
  const { user, system } = process.cpuUsage();
  return { api: user + system, postgres: readBackendCpu(row?.pid ?? 0) };
}

process.on('message', ({ id, call, args }: { id: number; call: 'invite' | 'sql' | 'cpu' | 'close'; args: never[] }) => {
  const [first, second] = args;
  const work = {
    invite: () => hospital.invite(first as unknown as AccountName),
    sql: () => hospital.test.sql(first as unknown as string, second as unknown as unknown[]),
    cpu: readCpu,
    close: () => hospital.close(),
  }[call];
  void work().then(
    (value) => process.send?.({ id, value }),
    (cause: unknown) => process.send?.({ id, failure: String(cause) }),
  );
});
const { openUrl, medicalUrl, rootPem } = hospital;
process.send?.({ id: 0, value: { openUrl, medicalUrl, rootPem, patient: patient.id, niss } });
