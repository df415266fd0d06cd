import { runKills } from './kill-campaign.ts';

// Run by `npm run kill`: seed, first, count. Ends with 1 when a kill left anything wrong.
const [seed = 1, first = 0, count = 200] = process.argv.slice(2).map(Number);
const began = performance.now();
const { kills, stored, looked, shown, wrong } = await runKills(seed, first, count, (line) => console.log(line));
for (const one of wrong) console.log(`✗ ${one}`);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `seed ${seed}: ${kills} kills in ${seconds} s; ${stored} stored and ${looked} looks acknowledged, ${shown} items shown whole, ${wrong.length} wrong`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
