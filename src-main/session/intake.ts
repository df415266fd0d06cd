import type { z } from 'zod';
import type { MessageList, MessageResult } from '../../contracts/message.ts';
import type { QuarantineList, QuarantineRetry } from '../../contracts/quarantine.ts';
import type { IntakeNotes } from '../../contracts/intake.ts';
import type { HospitalClient } from '../hospital/client.ts';
import type { OpenSession } from './session.ts';

/** The collaborators of the queues. */
export interface IntakeParts {
  readonly client: () => HospitalClient;
  /** Throws where nobody is signed in, or the window is locked. */
  readonly session: () => OpenSession;
}

/** What waits at the hospital's doors, for the helpdesk; asked for each time and never kept. */
export interface Intake {
  messages(): Promise<MessageList>;
  replay(message: string): Promise<MessageResult>;
  dismissMessage(message: string, reason: string): Promise<void>;
  quarantine(): Promise<QuarantineList>;
  retry(line: string): Promise<QuarantineRetry>;
  dismissLine(line: string, reason: string): Promise<void>;
  notes(): Promise<z.infer<typeof IntakeNotes>>;
}

/** Filing hundreds of images again takes longer than an answer usually may. */
const PATIENCE = 120_000;

/** Opens the queues of whoever is signed in; the hospital decides whether the role may see them. */
export function openIntake(parts: IntakeParts): Intake {
  const hospital = (): HospitalClient => {
    parts.session();
    return parts.client();
  };
  return {
    messages: async () => await hospital().ask('message/list'),
    replay: async (message) => await hospital().ask('message/replay', { params: { message }, timeout: PATIENCE }),
    async dismissMessage(message, reason) {
      await hospital().ask('message/dismiss', { params: { message }, input: { reason } });
    },
    quarantine: async () => await hospital().ask('quarantine/list'),
    retry: async (line) => await hospital().ask('quarantine/retry', { params: { line }, timeout: PATIENCE }),
    async dismissLine(line, reason) {
      await hospital().ask('quarantine/dismiss', { params: { line }, input: { reason } });
    },
    notes: async () => await hospital().ask('intake/list'),
  };
}
