import { globSync } from 'node:fs';
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

/** One project per process, and one for the tests of each kind of process. */
function typeProjects(): readonly string[] {
  const folders = CODE_FOLDERS.filter((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).length > 0);
  return [...folders, 'src-main/tsconfig.preload.json', 'test/server', 'test/scripts', 'test/src-main'];
}
