import type { BrowserWindow, MessagePortMain } from 'electron/main';
import { MessageChannelMain } from 'electron/main';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Ipc } from '../../contracts/ipc.ts';
import { secondIpc, type SecondIpc } from '../../contracts/second-screen.ts';
import { type Answers, type AnswersTo, makeAnswerTo } from '../ipc/answer.ts';
import { PixelsWanted, type Tell, toSender } from '../ipc/channels.ts';
import type { Answering } from '../ipc/door.ts';
import type { Log } from '../log/log.ts';
import type { Practice } from '../practice-parts.ts';
import { findStudy } from '../record/find-study.ts';
import type { AppStateHolder } from '../session/app-state.ts';
import type { locateBuild } from './main-window.ts';
import { appOrigin } from './origin.ts';
import { openScreens } from './screens.ts';
import { openSecondScreen, type SecondScreenKeeper } from './second-screen.ts';
import { type OpenedSecondWindow, openSecondWindow } from './second-window.ts';

interface SecondParts {
  readonly window: BrowserWindow;
  readonly build: ReturnType<typeof locateBuild>;
  readonly state: AppStateHolder;
  readonly wanted: boolean;
  readonly keep: (wanted: boolean) => Promise<void>;
  readonly tell: Tell;
  readonly log: Log;
  readonly practice: () => Pick<Practice, 'records' | 'session'>;
  /** Somebody is there. */
  readonly report: () => void;
}

/** The second screen as the application holds it. */
export interface SecondScreenSide {
  readonly keeper: SecondScreenKeeper;
  /** What the main window asks of it. */
  readonly answers: Pick<Answers, Extract<keyof Ipc, `second-screen/${string}`>>;
  /** Answers the second window by its own few questions, and everybody else by `main`. */
  readonly beside: (main: Answering) => Answering;
}

/** Joins the second screen to Electron: its window, its monitors, and what the page in it may ask. */
export function runSecondScreen(parts: SecondParts): SecondScreenSide {
  const { window, build, state, tell, log, practice } = parts;
  let opened: OpenedSecondWindow | null = null;
  const keeper = openSecondScreen({
    screens: openScreens(window),
    state,
    openWindow(monitor, takesKeys, closed) {
      const one = openSecondWindow(monitor, build.secondPreload, state.read().language, takesKeys, () => {
        if (opened === one) opened = null;
        closed();
      });
      opened = one;
      return one;
    },
    async readStudy(patient, study) {
      const { link, copy } = await practice().records.read(patient);
      const found = findStudy(copy.record, study, link.patient);
      if (found === null) throw new ExpectedFailure('document-not-available');
      return found;
    },
    wanted: parts.wanted,
    keep: parts.keep,
    tell,
    log,
  });
  window.once('closed', keeper.close);
  // A main window that fell and comes back has no record open: nothing of the one before stays beside it.
  window.webContents.on('render-process-gone', keeper.close);

  function shown(): NonNullable<ReturnType<SecondScreenKeeper['view']>['shown']> {
    const now = keeper.view().shown;
    if (now === null) throw new ExpectedFailure('record-not-available');
    return now;
  }

  const own: AnswersTo<SecondIpc> = {
    'second/read': () => keeper.view(),
    async 'second/report-look'({ series }) {
      const { patient, study } = shown();
      await practice().records.lookAtSeries(patient, study.studyInstanceUid, series);
    },
    'second/report-place': ({ study, place }) => keeper.keepPlace(study, place),
    'second/bring-back': () => keeper.bringBack(),
    'second/report-activity': parts.report,
    async 'second/lock'() {
      await practice().session.lock();
    },
  };
  const answer = makeAnswerTo(secondIpc, own, appOrigin, log);

  function connectPixels(page: OpenedSecondWindow, place: unknown): void {
    const asked = PixelsWanted.safeParse(place);
    const now = keeper.view().shown;
    if (
      !asked.success ||
      now === null ||
      asked.data.patient !== now.patient ||
      asked.data.study !== now.study.studyInstanceUid
    ) {
      log.write('ipc/pixels-refused');
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    practice().records.connect(asked.data.patient, asked.data.study, port1 satisfies MessagePortMain);
    page.window.webContents.postMessage('pixels/port', asked.data, [port2]);
  }

  return {
    keeper,
    answers: {
      'second-screen/read': () => keeper.read(),
      'second-screen/show': (wanted) => keeper.show(wanted),
      'second-screen/leave': ({ patient, study }) => keeper.leave(patient, study),
      'second-screen/bring-back': () => keeper.bringBack(),
    },
    beside: (main) => ({
      async ask(event, channel, question) {
        const page = opened;
        return page !== null && !page.window.isDestroyed() && event.sender === page.window.webContents
          ? await answer(channel, toSender(event, page.window), question)
          : await main.ask(event, channel, question);
      },
      connectPixels(event, wanted) {
        const page = opened;
        if (page === null || page.window.isDestroyed() || event.sender !== page.window.webContents) {
          main.connectPixels(event, wanted);
          return;
        }
        const sender = toSender(event, page.window);
        if (sender.isMainFrame && sender.origin === appOrigin) connectPixels(page, wanted);
        else log.write('ipc/pixels-refused');
      },
    }),
  };
}
