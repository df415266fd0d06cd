import type { PcVersion, ReleaseLine, UpdateOutcome } from '../../../contracts/updates.ts';
import type { ReleaseList } from '../../../src-renderer/features/releases/read-releases.ts';
import { buildId } from './samples.ts';

/** A release that goes to the pilots and does well. */
export function buildRelease(counter: number, change: Partial<ReleaseLine> = {}): ReleaseLine {
  return {
    counter,
    version: `0.${counter}.0`,
    made: '2026-11-18T09:00:00.000Z',
    expires: '2027-05-18T09:00:00.000Z',
    addedAt: '2026-11-19T08:10:00.000Z',
    isWayBack: false,
    kinds: ['linux-x64-deb', 'win32-x64-nsis'],
    rollout: { ring: 'pilot', percentage: 100, requiredFrom: null },
    standing: 'pushed',
    reaches: 3,
    installed: 2,
    failed: 0,
    wentBack: 0,
    ...change,
  };
}

/** Releases in every standing; 300 PCs, 3 of them pilots. */
export const sampleReleases: ReleaseList = {
  releases: [
    buildRelease(7, { rollout: null, standing: 'waiting', reaches: 0, installed: 0 }),
    buildRelease(6, {
      rollout: { ring: 'everyone', percentage: 30, requiredFrom: '2026-12-02T23:00:00.000Z' },
      reaches: 92,
      installed: 61,
      failed: 4,
      wentBack: 1,
    }),
    buildRelease(5, { version: '0.3.1', isWayBack: true, standing: 'paused' }),
    buildRelease(4, { standing: 'withdrawn', installed: 1, wentBack: 2 }),
    buildRelease(3, {
      standing: 'expired',
      rollout: { ring: 'everyone', percentage: 100, requiredFrom: null },
      expires: '2026-11-01T09:00:00.000Z',
      reaches: 300,
      installed: 208,
    }),
  ],
  deeds: [
    {
      at: '2026-11-21T09:12:00.000Z',
      by: 'Hélène Masson',
      counter: 6,
      deed: 'pushed',
      rollout: { ring: 'everyone', percentage: 30, requiredFrom: '2026-12-02T23:00:00.000Z' },
    },
    { at: '2026-11-20T15:40:00.000Z', by: 'Hélène Masson', counter: 4, deed: 'withdrawn', rollout: null },
    {
      at: '2026-11-19T10:02:00.000Z',
      by: 'Paul Simon',
      counter: 6,
      deed: 'pushed',
      rollout: { ring: 'pilot', percentage: 100, requiredFrom: null },
    },
    { at: '2026-11-19T08:10:00.000Z', by: 'Service informatique', counter: 6, deed: 'added', rollout: null },
  ],
  pilots: 3,
  pcs: 300,
};

/** How an update ended on a PC. */
export function buildOutcome(end: UpdateOutcome['end'], reason: UpdateOutcome['reason'] = null): UpdateOutcome {
  return { counter: 6, end, reason, at: '2026-11-22T06:31:00.000Z' };
}

/** One PC that runs what it was offered. */
export function buildPcVersion(number: number, change: Partial<PcVersion> = {}): PcVersion {
  return {
    pc: buildId(9000 + number),
    name: `CABINET-${number}`,
    ring: 'everyone',
    version: '0.6.0',
    counter: 6,
    askedAt: '2026-11-22T08:11:00.000Z',
    outcome: buildOutcome('installed'),
    ...change,
  };
}

/** 300 PCs: pilots, some that failed, one that never asked. */
export const samplePcVersions: readonly PcVersion[] = Array.from({ length: 300 }, (_none, place) => {
  const number = place + 1;
  if (number <= 3) return buildPcVersion(number, { ring: 'pilot' });
  if (number === 4)
    return buildPcVersion(number, { version: '0.3.0', counter: 3, outcome: buildOutcome('failed', 'disk-full') });
  if (number === 5)
    return buildPcVersion(number, { version: '0.3.0', counter: 3, outcome: buildOutcome('refused', 'signature') });
  if (number === 6)
    return buildPcVersion(number, {
      name: 'PORTABLE-GARDE',
      version: '0.3.0',
      counter: 3,
      outcome: buildOutcome('went-back', 'not-started'),
    });
  if (number === 7) return buildPcVersion(number, { version: null, counter: null, askedAt: null, outcome: null });
  return buildPcVersion(number, number % 3 === 0 ? { version: '0.3.0', counter: 3, outcome: null } : {});
});

/** Those of one queue whose name holds a text. */
export function choosePcVersions(only: 'all' | 'pilot' | 'behind' | 'failed', search: string): readonly PcVersion[] {
  return samplePcVersions.filter(
    ({ name, ring, counter, outcome }) =>
      name.toLowerCase().includes(search.toLowerCase()) &&
      (only === 'all' ||
        (only === 'pilot' && ring === 'pilot') ||
        (only === 'behind' && counter !== 6) ||
        (only === 'failed' && outcome !== null && outcome.end !== 'installed')),
  );
}
