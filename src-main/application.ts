import { app, type BrowserWindow } from 'electron/main';
import { ExpectedFailure } from '../contracts/failure.ts';
import type { IpcChannel } from '../contracts/ipc.ts';
import { ipc } from '../contracts/ipc.ts';
import type { Answers } from './ipc/answer.ts';
import { makeTell, openChannels } from './ipc/channels.ts';
import type { Log } from './log/log.ts';
import { openAppState } from './session/app-state.ts';

/** What main.ts hands over once the window is on its way. */
export interface Start {
  readonly window: BrowserWindow;
  readonly build: { readonly preload: string; readonly renderer: string; readonly vault: string };
  readonly testBuild: boolean;
  readonly log: Log;
  /** Arguments that may name a `.passerelle` file. */
  readonly files: readonly string[];
}

/** Wires the parts behind the window; resolves when it can answer. */
export async function runApplication({ window, testBuild, log }: Start): Promise<void> {
  const state = openAppState(app.getVersion(), testBuild);
  const tell = makeTell(window, log);
  state.onChange((value) => tell('app/state-changed', value));
  const later = Object.fromEntries(
    (Object.keys(ipc) as IpcChannel[]).map((channel) => [
      channel,
      () => {
        throw new ExpectedFailure('server-unavailable');
      },
    ]),
  ) as unknown as Answers;
  openChannels(
    window,
    { ...later, 'app/read-state': () => state.read() },
    (_patient, _study, port) => port.close(),
    log,
  );
  state.change({ stage: { stage: 'not-enrolled', invitation: null } });
}
