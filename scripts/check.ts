import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { runSteps } from './check/run-steps.ts';
import { listSteps } from './check/steps.ts';

const reports = await runSteps(listSteps(), Math.max(2, availableParallelism()));
const failed = reports.filter((report) => !report.ok).length;
const reportFile = process.env['CHECK_REPORT'];
if (reportFile) writeFileSync(reportFile, JSON.stringify(reports));
console.log(`check: ${reports.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
