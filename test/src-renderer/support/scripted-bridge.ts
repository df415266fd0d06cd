import type { AppState, Stage } from '../../../contracts/app-state.ts';
import type { FailureCode, Result } from '../../../contracts/failure.ts';
import type { Bridge, Ipc, IpcChannel, IpcEvent, IpcEvents } from '../../../contracts/ipc.ts';
import { ipc, ipcEvents } from '../../../contracts/ipc.ts';
import type { UpdateState } from '../../../contracts/updates.ts';
import type { z } from 'zod';

type Input<C extends IpcChannel> = z.output<Ipc[C]['input']>;
type Output<C extends IpcChannel> = z.output<Ipc[C]['output']>;
/** How a channel answers: a value, or a failure code. */
export type Answers = {
  [C in IpcChannel]?: (input: Input<C>) => Output<C> | FailureCode | Promise<Output<C> | FailureCode>;
};

/** A bridge whose answers the test writes. Every question and answer passes the contract's own schema, as in the real one. */
export interface ScriptedBridge extends Bridge {
  readonly answers: Answers;
  /** Every question asked, in its order. */
  readonly asked: readonly { readonly channel: IpcChannel; readonly input: unknown }[];
  emit<E extends IpcEvent>(event: E, value: z.input<IpcEvents[E]>): void;
}

/** No release is offered, and none went ill. */
export const noUpdate: UpdateState = {
  step: 'none',
  version: null,
  progress: null,
  requiredFrom: null,
  isRequired: false,
  lastEnd: null,
};

/** Builds one; a channel without an answer fails as `bug`. */
export function createScriptedBridge(answers: Answers = {}): ScriptedBridge {
  const listeners = new Map<IpcEvent, Set<(value: never) => void>>();
  const asked: { channel: IpcChannel; input: unknown }[] = [];
  const bridge: ScriptedBridge = {
    answers: { ...answers },
    asked,
    async ask<C extends IpcChannel>(channel: C, input: z.input<Ipc[C]['input']>): Promise<Result<Output<C>>> {
      // Nothing stands about the reader's own account, where a test does not say so.
      if (channel === 'notice/list' && bridge.answers['notice/list'] === undefined)
        return { ok: true, value: [] as unknown as Output<C> };
      // Nobody is expected, where a test does not say so.
      if (channel === 'agenda/read' && bridge.answers['agenda/read'] === undefined)
        return { ok: true, value: { day: '2026-11-22', entries: [], halted: null } as unknown as Output<C> };
      // Nor has anybody a first day, where a test does not say so.
      if (channel === 'guidance/read' && bridge.answers['guidance/read'] === undefined)
        return { ok: true, value: { done: ['patient', 'document', 'images'] } as unknown as Output<C> };
      // Nor does any software ask for a patient.
      if (channel === 'hand-over/read' && bridge.answers['hand-over/read'] === undefined)
        return {
          ok: true,
          value: { waiting: false, request: null, fault: null, returning: null } as unknown as Output<C>,
        };
      // Nor does a copy lie on this PC.
      if (channel === 'copy/list' && bridge.answers['copy/list'] === undefined)
        return { ok: true, value: [] as unknown as Output<C> };
      // Nor has this PC a second monitor, or notices.
      if (channel === 'second-screen/read' && bridge.answers['second-screen/read'] === undefined)
        return { ok: true, value: { available: false, wanted: false, shown: null } as unknown as Output<C> };
      if (channel === 'alert/read' && bridge.answers['alert/read'] === undefined)
        return { ok: true, value: { on: false } as unknown as Output<C> };
      // Nor is there an update.
      if (channel === 'update/read' && bridge.answers['update/read'] === undefined)
        return { ok: true, value: noUpdate as unknown as Output<C> };
      // Durations come when a frame was drawn: no part of what a test follows.
      if (channel === 'app/report-paint') return { ok: true, value: {} as Output<C> };
      asked.push({ channel, input });
      const question = ipc[channel].input.safeParse(input);
      if (!question.success) return fail('input-invalid');
      const answer = bridge.answers[channel] as ((input: unknown) => unknown) | undefined;
      if (answer === undefined) return fail('bug');
      const value = await answer(question.data);
      if (typeof value === 'string') return fail(value as FailureCode);
      return { ok: true, value: ipc[channel].output.parse(value ?? {}) as Output<C> };
    },
    on<E extends IpcEvent>(event: E, listener: (value: z.output<IpcEvents[E]>) => void): () => void {
      const some = listeners.get(event) ?? new Set();
      listeners.set(event, some);
      some.add(listener as (value: never) => void);
      return () => some.delete(listener as (value: never) => void);
    },
    connectPixels: () => undefined,
    emit(event, value) {
      const parsed = ipcEvents[event].parse(value);
      for (const listener of listeners.get(event) ?? []) listener(parsed as never);
    },
  };
  return bridge;
}

function fail<T>(code: FailureCode): Result<T> {
  return { ok: false, error: { code, incident: 'A7K2-0419' } };
}

/** The state of an application at `stage`, on line, of a fictitious hospital. */
export function buildAppState(stage: Stage, change: Partial<AppState> = {}): AppState {
  return {
    version: '0.1.0',
    testBuild: false,
    hospital: {
      name: 'Hôpital de démonstration',
      address: ['Rue des Essais 1', '7000 Mons'],
      director: 'Dr Anne Lemaire',
      helpdesk: { name: 'Helpdesk', phone: '065 00 00 99', hours: 'Tous les jours, 24 h sur 24' },
      itDepartment: {
        name: 'Service informatique',
        phone: '065 00 00 33',
        hours: 'Du lundi au vendredi, de 8 h à 17 h',
      },
    },
    connection: { state: 'online', since: '2026-11-22T07:30:00.000Z' },
    clock: 'right',
    idleSeconds: 300,
    language: 'fr',
    stage,
    ...change,
  };
}
