import { randomUUID } from 'node:crypto';
import { testAccounts, openTestHospital } from '../server/support/test-hospital.ts';
import { aStowRequest } from '../builders/dicom.ts';
import { aTransaction } from '../builders/fhir.ts';
import { listVisitors, toResources, toSlices } from './visit.patients.ts';

// A hospital in a process of its own with so many patients whose links with the physician are active; each has letters, laboratory
// and a CT of so many slices. Says where it is and whom it knows by one message; ends when the bench does.
const BATCH = 8;
const [patients = '40', slices = '40', side = '512'] = process.argv.slice(2);
const visitors = listVisitors(Number(patients));
// Drawn once, before anybody is connected: it takes this thread longer than an idle connection lives.
const [somebody] = visitors;
if (somebody !== undefined) toSlices(somebody, 0, Number(slices), Number(side));
const hospital = await openTestHospital();

/** Asked once more where the connection was closed for being idle: what is stored twice is stored once. */
async function post(path: string, body: unknown, contentType: string): Promise<void> {
  const ask = () => hospital.system.ask('POST', path, { body, headers: { 'content-type': contentType } });
  const answer = await ask().catch(ask);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.bytes.toString('utf8')}`);
}

for (const visitor of visitors) {
  await post('/fhir', aTransaction(...toResources(visitor)), 'application/fhir+json');
  for (let first = 0; first < Number(slices); first += BATCH) {
    const count = Math.min(BATCH, Number(slices) - first);
    const { contentType, body } = aStowRequest(toSlices(visitor, first, count, Number(side)));
    await post('/dicomweb/studies', body, contentType);
  }
  await follow(visitor.patient.id);
}
await hospital.test.sql('analyze');

/** Confirmed by the hospital's own rows: proposing forty people within an hour is refused to a physician, rightly. */
async function follow(patient: string): Promise<void> {
  const [link, form] = [randomUUID(), randomUUID()];
  await hospital.test.sql(
    `insert into care.link (id, person, patient, care_only, consent_version) values ($1, $2, $3, true, '1')`,
    [link, testAccounts.physician.id, patient],
  );
  await hospital.test.sql(
    `insert into care.consent_form (id, link, reference, version, sha256) values ($1, $2, $3::text, '1', sha256($3::text::bytea))`,
    [form, link, form],
  );
  await hospital.test.sql(`update care.link set state = 'printed', form = $2 where id = $1`, [link, form]);
  await hospital.test.sql(
    `update care.link set state = 'active', activated_at = now(), signed_on = current_date, valid_until = current_date + 300,
       ends_at = now() + interval '299 days' where id = $1`,
    [link],
  );
}

const code = await hospital.invite('physician');
process.on('disconnect', () => {
  void hospital.close().finally(() => process.exit());
});
process.on('message', () => {
  void hospital.close().finally(() => process.disconnect());
});
process.send?.({
  openUrl: hospital.openUrl,
  medicalUrl: hospital.medicalUrl,
  data: hospital.data,
  login: testAccounts.physician.login,
  code,
  visitors: visitors.map(({ patient, family, given, birthDate }) => ({ id: patient.id, family, given, birthDate })),
});
