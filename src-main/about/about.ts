import type { Answers } from '../ipc/answer.ts';
import { readRootState } from '../updates/root-state.ts';
import { readBuildKind } from '../window/build-kind.ts';
import { readLicences } from './licences.ts';

/** What the program knows of itself: Electron's app, its version, and the folder that lies beside the program. */
export interface AboutParts {
  readonly app: { readonly isPackaged: boolean; getName(): string };
  readonly electron: string;
  readonly resources: string;
}

/** What the window says of the program itself; read when it is asked for, from this PC alone. */
export function answerAbout({
  app,
  electron,
  resources,
}: AboutParts): Pick<Answers, 'about/read' | 'about/read-licences'> {
  const name = app.getName();
  return {
    'about/read': async () => ({
      build: readBuildKind(electron, app.isPackaged, name),
      // Where root's helper keeps it (adr/0182); absent on a PC that was never updated.
      counter: (await readRootState(`/var/lib/${name.toLowerCase()}`)).counter,
    }),
    'about/read-licences': async () => ({ licences: await readLicences(resources) }),
  };
}
