import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { CODE_FOLDERS, checkLayout } from './layout.ts';
import { root, runTool, type Step } from './step.ts';

/** Every check of `npm run check`, the longest first so that two cores are busy to the end. */
export function listSteps(): readonly Step[] {
  return [
    { name: 'lint: rules, import zones, cycles, promises', run: () => runTool('oxlint', ['.']) },
    ...typeProjects().map((project) => ({
      name: `types: ${project}`,
      run: () => runTool('tsc', ['-p', project]),
    })),
    { name: 'unused: files, exports, dependencies', run: () => runTool('knip', ['--no-progress']) },
    { name: 'format', run: () => runTool('biome', ['format', '.']) },
    { name: 'layout: length, names, depth, READMEs', run: checkLayout },
  ];
}

/** One project per process; a folder without a source yet has nothing to check. */
function typeProjects(): readonly string[] {
  const folders = CODE_FOLDERS.filter((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).length > 0);
  const preload = existsSync(join(root, 'src-main', 'preload.ts')) ? ['src-main/tsconfig.preload.json'] : [];
  return [...folders, ...preload];
}
