import { useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Failure } from '../../contracts/failure.ts';
import { locales } from '../../contracts/language.ts';
import type { SecondBridge, SecondView } from '../../contracts/second-screen.ts';
import { openPixels } from '../features/document/pixel-port.ts';
import { renderDocument } from '../features/document/study-part.tsx';
import { FailureNotice } from '../ui/notice.tsx';
import { Waiting } from '../ui/progress.tsx';
import { reportFault } from '../ui/report-fault.ts';
import { useLanguage } from '../ui/use-language.ts';
import { forgetPlaces, rememberPlace, watchPlaces } from '../viewer/last-place.ts';
import { Viewer, type ViewerEvent } from '../viewer/viewer.tsx';
import { speak } from '../words/language.ts';
import { words } from '../words/words.ts';
import styles from './second-window.module.css';

type Shown = NonNullable<SecondView['shown']>;
const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const;
const every = 10_000;
const placesEvery = 200;

/** The second screen once its preload ran; without it nothing can be asked. */
export function SecondStart({ bridge }: { bridge: SecondBridge | undefined }) {
  return bridge === undefined ? <p>{words('app.no-bridge')}</p> : <SecondWindow bridge={bridge} />;
}

/** The second screen: the images of one study, or nothing. The main process says which, and takes the window away with the record. */
function SecondWindow({ bridge }: { bridge: SecondBridge }) {
  const language = useLanguage();
  const [shown, setShown] = useState<Shown | null>(null);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    let turn = 0;
    const read = (): void => {
      turn += 1;
      const mine = turn;
      bridge.ask('second/read', {}).then((result) => {
        if (mine !== turn) return;
        const next = result.ok ? result.value.shown : null;
        if (result.ok) speak(result.value.language).catch(reportFault);
        if (next === null) forgetPlaces();
        setShown((before) => (before?.opening === next?.opening ? before : next));
      }, reportFault);
    };
    read();
    return bridge.onChanged(read);
  }, [bridge]);
  useOwnKeys(bridge);
  return (
    <I18nProvider locale={locales[language]}>
      <main className={styles['window']}>
        {shown === null ? (
          <p className={styles['empty']}>{words('second.empty')}</p>
        ) : (
          <Study key={shown.opening} bridge={bridge} shown={shown} />
        )}
      </main>
    </I18nProvider>
  );
}

function Study({ bridge, shown: { patient, study, place } }: { bridge: SecondBridge; shown: Shown }) {
  const [port, setPort] = useState<MessagePort | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const uid = study.studyInstanceUid;
  useEffect(() => {
    if (place !== null) rememberPlace(uid, place);
    const asking = new AbortController();
    openPixels(bridge.connectPixels, patient, uid, asking.signal).then(setPort, () => undefined);
    return () => asking.abort();
  }, [bridge, patient, uid, place]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let latest: Parameters<Parameters<typeof watchPlaces>[0]>[1] | null = null;
    const stop = watchPlaces((of, now) => {
      if (of !== uid) return;
      latest = now;
      // While slices load the place is told anew by the dozen: the latest goes, so many milliseconds after the first.
      timer ??= setTimeout(() => {
        timer = undefined;
        if (latest !== null) bridge.ask('second/report-place', { study: uid, place: latest }).catch(reportFault);
      }, placesEvery);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [bridge, uid]);
  const keepLook = useCallback(
    (event: ViewerEvent) => {
      if (event.kind !== 'looked-at') return;
      bridge
        .ask('second/report-look', { series: event.seriesInstanceUid })
        .then((kept) => {
          // A look that cannot be kept ends the looking [R21].
          if (!kept.ok) setFailure(kept.error);
        })
        .catch(reportFault);
    },
    [bridge],
  );
  if (failure !== null) return <FailureNotice failure={failure} />;
  if (port === null) return <Waiting label={words('study.waiting')} />;
  return (
    <Viewer
      study={study}
      pixels={port}
      onEvent={keepLook}
      renderDocument={renderDocument}
      move={{
        label: words('second.back'),
        act: () => {
          bridge.ask('second/bring-back', {}).catch(reportFault);
        },
      }}
    />
  );
}

/** Keys of this window beside the viewer's: S brings the images back, Ctrl L locks; and every sign keeps the idle lock away. */
function useOwnKeys(bridge: SecondBridge): void {
  useEffect(() => {
    let told = 0;
    const sign = (): void => {
      const now = Date.now();
      if (now - told < every) return;
      told = now;
      bridge.ask('second/report-activity', {}).catch(reportFault);
    };
    const press = (event: KeyboardEvent): void => {
      const key = event.key.toLowerCase();
      if (event.defaultPrevented || event.altKey) return;
      const control = event.ctrlKey || event.metaKey;
      if (control && key === 'l') bridge.ask('second/lock', {}).catch(reportFault);
      else if (!control && key === 's') bridge.ask('second/bring-back', {}).catch(reportFault);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', press);
    for (const one of signs) window.addEventListener(one, sign, { passive: true, capture: true });
    return () => {
      window.removeEventListener('keydown', press);
      for (const one of signs) window.removeEventListener(one, sign, { capture: true });
    };
  }, [bridge]);
}
