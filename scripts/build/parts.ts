import { buildMainProcess } from './main-process.ts';
import type { BuildPart } from './stamp.ts';
import { buildWindow } from './window.ts';

/** The parts of the app; the two know nothing of each other and are built side by side. */
export function listParts(root: string): readonly BuildPart[] {
  return [
    {
      name: 'main',
      inputs: ['contracts/**/*', 'src-main/**/*', 'package-lock.json', 'scripts/build/*'],
      outputs: [
        'build/main/main.js',
        'build/main/vault-process.js',
        'build/main/preload.cjs',
        'build/main/preload-second.cjs',
      ],
      build: () => buildMainProcess(root),
    },
    {
      name: 'window',
      inputs: ['contracts/**/*', 'src-renderer/**/*', 'package-lock.json', 'vite.config.ts', 'scripts/build/*'],
      outputs: ['build/renderer/index.html', 'build/renderer/second.html'],
      build: () => buildWindow(root),
    },
  ];
}
