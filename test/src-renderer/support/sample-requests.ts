import type { AccessRequestDetail, AccessRequestLine, AccessRequestList } from '../../../contracts/access-request.ts';
import { buildId } from './samples.ts';

/** One line of the Director's queues. */
export function buildRequestLine(number: number, change: Partial<AccessRequestLine> = {}): AccessRequestLine {
  return {
    id: buildId(7000 + number),
    queue: 'waiting',
    state: 'received',
    receivedAt: '2026-11-20T07:58:00.000Z',
    decidedAt: null,
    family: 'Delvaux-Noël',
    given: 'Élise',
    nihdi: '19981234567',
    practice: 'Cabinet de l’Étang',
    known: false,
    alike: 0,
    ...change,
  };
}

/** The same line, opened. */
export function buildRequestDetail(
  { id, state, receivedAt, decidedAt, family, given, nihdi, practice }: AccessRequestLine,
  change: Partial<AccessRequestDetail> = {},
): AccessRequestDetail {
  const decided = state === 'accepted' || state === 'refused';
  return {
    id,
    state: decided ? state : 'review',
    crowded: false,
    language: 'fr',
    receivedAt,
    reviewBeganAt: '2026-11-22T08:01:00.000Z',
    decidedAt,
    decidedBy: decided ? 'Dr Bernard Wéry' : null,
    reason:
      state === 'refused' ? 'Le numéro INAMI ne correspond pas au nom. Joignez une attestation de l’Ordre.' : null,
    letter: state === 'accepted' ? 'access' : null,
    family,
    given,
    nihdi,
    practice,
    address: ['Rue de l’Étang 4, boîte 2', '7000 Saint-Exemple'],
    phone: '+32 65 12 34 56',
    email: 'elise@cabinet.example',
    conditions: 'fr-2026-11',
    account: null,
    others: [],
    ...change,
  };
}

const plain = buildRequestLine(1);
const known = buildRequestLine(2, {
  family: 'Lambert',
  given: 'Claire',
  nihdi: '10000000001',
  practice: 'Maison médicale du Parc',
  known: true,
  alike: 1,
  state: 'review',
});
const accepted = buildRequestLine(3, {
  queue: 'accepted',
  state: 'accepted',
  family: 'Van den Berghe',
  given: 'Jan',
  decidedAt: '2026-11-21T15:12:00.000Z',
});
const refused = buildRequestLine(4, {
  queue: 'refused',
  state: 'refused',
  family: 'Personne',
  given: 'Paul',
  decidedAt: '2026-11-19T09:40:00.000Z',
});
const crowded = buildRequestLine(5, { queue: 'crowded', family: 'Aaa', given: 'Bbb', nihdi: '12345678' });

/** Queues with something in each. */
export const sampleRequests: AccessRequestList = {
  total: { waiting: 2, crowded: 1, accepted: 1, refused: 1 },
  lines: [plain, known, crowded, accepted, refused],
};

/** What `access-request/review` answers for each of them. */
export const sampleDetails: readonly AccessRequestDetail[] = [
  buildRequestDetail(plain),
  buildRequestDetail(known, {
    language: 'nl',
    email: null,
    account: {
      name: 'Dr Claire Lambert',
      login: '10000000001',
      activated: true,
      suspended: false,
      awaitsReset: false,
      address: ['Cabinet Lambert', 'Rue Haute 12', '7000 Saint-Exemple'],
    },
    others: [
      {
        id: refused.id,
        state: 'refused',
        receivedAt: '2026-10-02T07:58:00.000Z',
        family: 'Lambert',
        given: 'Claire',
        practice: 'Cabinet Lambert',
      },
    ],
  }),
  buildRequestDetail(crowded),
  buildRequestDetail(accepted),
  buildRequestDetail(refused),
];
