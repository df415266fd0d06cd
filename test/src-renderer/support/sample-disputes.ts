import type { Dispute, DisputeDetail, DisputeList } from '../../../contracts/dispute.ts';
import type { PhysicianDetail, PhysicianLine, PhysicianList } from '../../../contracts/physician.ts';
import type { Copy } from '../../../contracts/reach.ts';
import { buildId } from './samples.ts';

const lambert = { id: buildId(7001), name: 'Dr Sophie Lambert', nihdi: '19998123456' };
const collard = { id: buildId(7002), name: 'Dr Xavier Collard', nihdi: '19997766543' };

/** One dispute about a link, opened. */
export function buildDispute(number: number, change: Partial<Dispute> = {}): Dispute {
  return {
    id: `${String(number).repeat(8)}-0000-4000-8000-000000000000`,
    state: 'opened',
    scope: 'physician',
    overdue: false,
    delayDays: 15,
    openedAt: '2026-11-20T09:12:00.000Z',
    printedAt: null,
    claimedOn: null,
    dueOn: null,
    receivedOn: null,
    closedAt: null,
    ended: null,
    physician: lambert,
    link: {
      id: buildId(7100 + number),
      patient: buildId(7200 + number),
      family: 'Dubois',
      given: 'Marie',
      birthDate: '1955-03-12',
      state: 'active',
      signedOn: '2026-09-03',
      validUntil: '2027-09-02',
      formReference: 'K7QF3-M2PXA',
    },
    ...change,
  };
}

/** A copy on a PC of the practice that has not answered yet. */
export function buildCopy(number: number, change: Partial<Copy> = {}): Copy {
  return {
    pc: buildId(7300 + number),
    pcName: `PC cabinet ${number}`,
    person: lambert.id,
    personName: lambert.name,
    patient: buildId(7201),
    copyEndsAt: '2026-11-22T17:40:00.000Z',
    reachedAt: null,
    standing: 'awaited',
    ...change,
  };
}

/** One of each queue, and one about a physician as such. */
export const sampleDisputes: DisputeList = {
  setting: { scope: 'physician', delayDays: 15 },
  disputes: [
    buildDispute(1),
    buildDispute(2, {
      state: 'claimed',
      printedAt: '2026-11-19T08:00:00.000Z',
      claimedOn: '2026-11-19',
      dueOn: '2026-12-04',
      physician: collard,
      scope: 'link',
      openedAt: '2026-11-18T14:00:00.000Z',
    }),
    buildDispute(3, {
      state: 'claimed',
      overdue: true,
      printedAt: '2026-10-30T08:00:00.000Z',
      claimedOn: '2026-10-30',
      dueOn: '2026-11-14',
      openedAt: '2026-10-29T14:00:00.000Z',
    }),
    buildDispute(4, {
      state: 'received',
      printedAt: '2026-11-10T08:00:00.000Z',
      claimedOn: '2026-11-10',
      dueOn: '2026-11-25',
      receivedOn: '2026-11-20',
      scope: 'link',
      openedAt: '2026-11-09T14:00:00.000Z',
    }),
    buildDispute(5, { link: null, physician: collard }),
    buildDispute(6, { state: 'ended', ended: 'link', closedAt: '2026-10-02T10:00:00.000Z' }),
    buildDispute(7, { state: 'reinstated', closedAt: '2026-09-12T10:00:00.000Z' }),
  ],
};

const events: DisputeDetail['events'] = [
  { at: '2026-11-09T14:00:00.000Z', by: 'Dr Bernard Wéry', deed: 'opened', note: 'La patiente dit n’avoir rien signé' },
  { at: '2026-11-10T08:00:00.000Z', by: 'Dr Bernard Wéry', deed: 'letter-printed', note: null },
  { at: '2026-11-10T08:20:00.000Z', by: 'Dr Bernard Wéry', deed: 'claimed', note: null },
  { at: '2026-11-20T10:05:00.000Z', by: 'Dr Bernard Wéry', deed: 'received', note: null },
];

/** The detail of one of them. */
export function buildDisputeDetail(id: string, change: Partial<DisputeDetail> = {}): DisputeDetail | null {
  const dispute = sampleDisputes.disputes.find((one) => one.id === id);
  if (dispute === undefined) return null;
  const count = { opened: 1, claimed: 3, received: 4, reinstated: 4, ended: 4 }[dispute.state];
  return {
    dispute,
    events: events.slice(0, count),
    scans: dispute.state === 'received' ? [{ filedAt: '2026-11-20T10:00:00.000Z', pages: 1 }] : [],
    copies: [buildCopy(1), buildCopy(2, { standing: 'reached', reachedAt: '2026-11-22T08:02:00.000Z' })],
    activeLinks: 14,
    otherGrounds: 0,
    ...change,
  };
}

/** One physician of the Director's list. */
export function buildPhysician(number: number, change: Partial<PhysicianLine> = {}): PhysicianLine {
  return {
    ...lambert,
    id: buildId(7000 + number),
    state: 'active',
    links: 14,
    openDisputes: 0,
    lastLook: '2026-11-22T07:51:00.000Z',
    pcs: 2,
    sessions: 1,
    ...change,
  };
}

/** Four physicians in four states. */
export const samplePhysicians: PhysicianList = {
  total: 4,
  physicians: [
    buildPhysician(3, {
      name: 'Dr Nadia Benali',
      nihdi: '19991122334',
      state: 'never',
      links: 0,
      lastLook: null,
      pcs: 0,
      sessions: 0,
    }),
    buildPhysician(2, { ...collard, state: 'suspended', openDisputes: 2, links: 31, sessions: 0 }),
    buildPhysician(1),
    buildPhysician(4, { name: 'Dr Paul Verhaegen', nihdi: '19995566778', state: 'closed', links: 0, sessions: 0 }),
  ],
};

/** What the Director sees of one. */
export function buildPhysicianDetail(change: Partial<PhysicianDetail> = {}): PhysicianDetail {
  const link = sampleDisputes.disputes[0]?.link;
  if (link == null) throw new Error('no sample link');
  return {
    setting: { scope: 'physician', delayDays: 15 },
    links: [
      { ...link, dispute: null },
      {
        ...link,
        id: buildId(7111),
        family: 'Petit',
        given: 'Jean-Luc',
        birthDate: '1948-11-02',
        formReference: '8ZQ1A-0KX7M',
        dispute: buildId(7500),
      },
      {
        ...link,
        id: buildId(7112),
        family: 'Van den Berghe',
        given: 'Élise',
        birthDate: '1990-07-30',
        state: 'expired',
        formReference: 'PP2W0-9H3TE',
        dispute: null,
      },
    ],
    suspensions: [],
    copies: [buildCopy(1, { standing: 'held' })],
    ...change,
  };
}
