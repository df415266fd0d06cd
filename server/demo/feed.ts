import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { z } from 'zod';
import { toPlaces } from '../places.ts';
import { feedHospital } from './feed-hospital.ts';

/** The command `node server/demo/feed.ts`: feeds the demonstration hospital of `PASSERELLE_DATA` at `MEDICAL_URL` as the hospital's own system. */
const { PASSERELLE_DATA: data, MEDICAL_URL: medicalUrl } = z
  .object({ PASSERELLE_DATA: z.string().min(1), MEDICAL_URL: z.url({ protocol: /^https$/ }) })
  .parse(process.env);
const places = toPlaces(data);

/**
 * The first feeding decides the day on which the record ends: taken up again after midnight, it must still be the same record. It
 * ends today only when the morning's results can be there already.
 */
const dayFile = join(data, 'demonstration-day.txt');
if (!existsSync(dayFile)) {
  writeFileSync(
    dayFile,
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Brussels' }).format(Date.now() - 10 * 3_600_000),
  );
}
const agent = new Agent({
  ca: readFileSync(join(places.pki, 'root.pem')),
  cert: readFileSync(places.systemCertificate),
  key: readFileSync(places.systemKey),
  minVersion: 'TLSv1.3',
  keepAlive: true,
  maxSockets: 2,
});
const base = medicalUrl.replace(/\/$/, '');
let told = -1;
const { resources, instances } = await feedHospital({
  fhirBase: `${base}/fhir`,
  dicomWebBase: `${base}/dicomweb`,
  agent,
  today: readFileSync(dayFile, 'utf8').trim(),
  onProgress: ({ done, total, what }) => {
    const tenth = Math.floor((done * 10) / total);
    if (tenth > told) process.stdout.write(`  ${what} ${Math.round((done * 100) / total)} %\n`);
    told = Math.max(told, tenth);
  },
});
process.stdout.write(`  fed: ${resources} resources, ${instances} images\n`);
agent.destroy();
