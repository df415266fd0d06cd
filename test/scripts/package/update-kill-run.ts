import { runUpdateKills } from './update-kills.ts';

// Run by `npm run kill -- update`: seed, first, count. Ends with 1 when a kill left anything wrong.
const [seed = 1, first = 0, count = 200] = process.argv.slice(2).map(Number);
const began = performance.now();
const { rounds, kills, mixed, interrupted, old, renewed, wrong } = await runUpdateKills(seed, first, count, (line) =>
  console.log(line),
);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `seed ${seed}: ${rounds} rounds, ${kills} kills in ${seconds} s; ${interrupted} left work half done, ${mixed} left files of both versions; ` +
    `then the PC started in the old version ${old} times, in the new one ${renewed} times; ${wrong.length} wrong`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;
