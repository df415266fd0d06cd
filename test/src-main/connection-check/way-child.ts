import { readFileSync } from 'node:fs';
import { checkWay } from '../../../src-main/connection-check/check-way.ts';

// Runs under a clock of its own: what the way looks like from a PC whose date is wrong by months.
const [openUrl = '', medicalUrl = '', caFile = ''] = process.argv.slice(2);
const trust = { openUrl, medicalUrl, caCertificate: readFileSync(caFile, 'utf8') };
const way = await checkWay(
  trust,
  async () => 'DIRECT',
  () => true,
);
process.stdout.write(JSON.stringify({ ...way, year: new Date().getUTCFullYear() }));
