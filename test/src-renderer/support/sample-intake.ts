import type { IntakeNote } from '../../../contracts/intake.ts';
import type { FailedMessage, MessageList } from '../../../contracts/message.ts';
import type { QuarantineLine, QuarantineList } from '../../../contracts/quarantine.ts';
import { buildId } from './samples.ts';

/** One message that could not be filed. */
export function buildMessage(number: number, change: Partial<FailedMessage> = {}): FailedMessage {
  return {
    id: buildId(5000 + number),
    receivedAt: '2026-11-22T07:58:00.000Z',
    lastAt: '2026-11-22T08:02:00.000Z',
    attempts: 3,
    door: 'mllp',
    format: 'hl7-v2',
    sendingApplication: 'LABO',
    sendingFacility: 'KENNEDY',
    receivingApplication: 'PASSERELLE',
    receivingFacility: 'CHSE',
    sentAt: '20261122085755+0100',
    type: 'ORU^R01',
    control: 'MSG-004711',
    bytes: 4_812,
    replayable: true,
    refusal: {
      code: 'AE',
      condition: 204,
      segment: 'PID',
      occurrence: 1,
      field: 3,
      reason: 'Aucun patient de cet hôpital ne porte ce numéro.',
    },
    ...change,
  };
}

/** Images of one sender that wait. */
export function buildQuarantineLine(number: number, change: Partial<QuarantineLine> = {}): QuarantineLine {
  return {
    id: buildId(6000 + number),
    receivedAt: '2026-11-22T06:10:00.000Z',
    lastAt: '2026-11-22T06:14:00.000Z',
    door: 'dimse',
    sender: 'CT_KENNEDY',
    sopClass: '1.2.840.10008.5.1.4.1.1.2',
    modality: 'CT',
    reason: 'patient-unknown',
    instances: 312,
    bytes: 164_000_000,
    retryable: true,
    ...change,
  };
}

/** Three queues with something in each. */
export const sampleIntake: {
  readonly messages: MessageList;
  readonly images: QuarantineList;
  readonly notes: IntakeNote[];
} = {
  messages: {
    total: { failed: 3 },
    lines: [
      buildMessage(1),
      buildMessage(2, {
        type: 'MDM^T02',
        sendingApplication: 'DICTEE',
        control: 'D-77120',
        attempts: 1,
        refusal: {
          code: 'AE',
          condition: 101,
          segment: 'TXA',
          occurrence: 1,
          field: 12,
          reason: 'Le document n’a pas de numéro (TXA-12) : rien ne le retrouverait.',
        },
      }),
      buildMessage(3, {
        type: '',
        sendingApplication: '',
        sendingFacility: '',
        control: '',
        sentAt: '',
        replayable: false,
        bytes: 71_000_000,
        refusal: {
          code: 'AR',
          condition: 207,
          segment: null,
          occurrence: 1,
          field: null,
          reason: 'Le message dépasse la taille permise : il n’a pas été gardé.',
        },
      }),
    ],
  },
  images: {
    total: {
      waiting: 2,
      pacs: { lookedAt: '2026-11-22T08:00:00.000Z', studies: 812, unmatched: 4, failure: null },
    },
    lines: [
      buildQuarantineLine(1),
      buildQuarantineLine(2, {
        door: 'stow',
        sender: '',
        modality: null,
        reason: 'data-set-broken',
        lastAt: '2026-11-22T06:20:00.000Z',
        instances: 1,
        retryable: false,
      }),
    ],
  },
  notes: [
    {
      notedAt: '2026-11-22T07:00:00.000Z',
      request: 'lab-20261122-0007',
      outcome: 'taken',
      type: 'DiagnosticReport',
      place: 'Bundle.entry[3].resource.text.div',
      code: 'structure',
    },
  ],
};
