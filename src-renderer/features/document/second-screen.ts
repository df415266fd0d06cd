import { useEffect, useState } from 'react';
import { createStore, useStore } from 'zustand';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { SecondScreen } from '../../../contracts/second-screen.ts';
import { reportFault } from '../../ui/report-fault.ts';
import { showing } from '../../ui/showing.ts';
import { recallPlace, rememberPlace } from '../../viewer/last-place.ts';

/** The second screen, and the study of the reading pane whose turn it is to stand there: one at a time. */
interface SecondState {
  readonly screen: SecondScreen;
  readonly holder: string | null;
}

const nothing: SecondState = { screen: { available: false, wanted: false, shown: null }, holder: null };
const secondScreen = createStore<SecondState>(() => nothing);

/** Follows the second screen while somebody is signed in; where its reader was comes back for the patient still open. Returns the undo. */
export function followSecondScreen({ ask, on }: Pick<Bridge, 'ask' | 'on'>, readOpen: () => string | null): () => void {
  let told = false;
  const stops = [
    on('second-screen/changed', (screen) => {
      told = true;
      secondScreen.setState({ screen });
    }),
    on('second-screen/left', ({ patient, study, place }) => {
      if (place !== null && readOpen() === patient) rememberPlace(study, place);
    }),
  ];
  ask('second-screen/read', {})
    .then((result) => {
      if (result.ok && !told) secondScreen.setState({ screen: result.value });
    })
    .catch(reportFault);
  return () => {
    told = true;
    for (const stop of stops) stop();
    secondScreen.setState(nothing, true);
  };
}

/** How the images of one study stand towards the second screen. */
export interface Away {
  /** They are there, not here. */
  readonly isAway: boolean;
  /** There is one, and it is this study's turn. */
  readonly isPossible: boolean;
  readonly send: () => void;
  readonly bringBack: () => void;
}

/** Sends the images of a study to the second screen when this PC was told so, and takes them from it when the study leaves the pane or is covered. */
export function useAway(ask: Bridge['ask'], patient: string, study: string, covered: boolean): Away {
  const { screen, holder } = useStore(secondScreen);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    if (holder === null) secondScreen.setState({ holder: study });
  }, [holder, study]);
  useEffect(
    () => () => {
      if (secondScreen.getState().holder === study) secondScreen.setState({ holder: null });
    },
    [study],
  );
  const isPossible = holder === study && screen.available && !isRefused;
  const isAway = isPossible && screen.wanted;
  const isSent = isAway && !covered;
  const show = (byHand: boolean): void => {
    ask('second-screen/show', { patient, study, place: toPlace(study), byHand })
      .then((result) => {
        if (!result.ok) setRefused(true);
      })
      .catch(reportFault);
  };
  const bringBack = (): void => {
    ask('second-screen/bring-back', {}).catch(reportFault);
  };
  useEffect(() => {
    if (!isSent) return undefined;
    show(false);
    return () => {
      ask('second-screen/leave', { patient, study }).catch(reportFault);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `show` is made of what is listed.
  }, [ask, patient, study, isSent]);
  useEffect(() => {
    if (!isPossible || covered) return undefined;
    const press = (event: KeyboardEvent): void => {
      const isFree = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      if (!isFree || event.key.toLowerCase() !== 's' || isWriting(event.target) || showing.getState().on) return;
      event.preventDefault();
      if (isAway) bringBack();
      else show(true);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
  return { isAway, isPossible, send: () => show(true), bringBack };
}

function toPlace(study: string) {
  const place = recallPlace(study);
  if (place === undefined) return null;
  const measures = Object.entries(place.measures).map(([key, own]) => [
    key,
    own.map(({ id, from, to }) => ({ id, from: [from[0], from[1]], to: [to[0], to[1]] })),
  ]);
  return { ...place, measures: Object.fromEntries(measures) as Record<string, never> };
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}
