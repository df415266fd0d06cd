import type { ReactNode } from 'react';
import type { AppState } from '../../contracts/app-state.ts';
import type { Bridge } from '../../contracts/ipc.ts';
import type { Person, Role } from '../../contracts/person.ts';
import { Disputes } from '../features/disputes/disputes.tsx';
import { Approvals } from '../features/approvals/approvals.tsx';
import { Reissues } from '../features/approvals/reissues.tsx';
import { Intake } from '../features/intake/intake.tsx';
import { Letters } from '../features/letters/letters.tsx';
import { Pcs } from '../features/pcs/pcs.tsx';
import { Physicians } from '../features/physicians/physicians.tsx';
import { Releases } from '../features/releases/releases.tsx';
import { Requests } from '../features/requests/requests.tsx';
import { Rights } from '../features/rights/rights.tsx';
import { Trace } from '../features/trace/trace.tsx';
import type { WordId } from '../words/words.ts';

/** What a section is handed. */
export interface SectionProps {
  readonly ask: Bridge['ask'];
  readonly state: AppState;
  readonly person: Person;
  readonly now: Date;
}

/** One section of the hospital: its tab, and what it shows. */
export interface SectionEntry {
  readonly id: string;
  readonly tab: WordId;
  readonly show: (props: SectionProps) => ReactNode;
}

/** The sections of each role, in the order of their tabs. The hospital's gate decides; this only spares a refused question. */
export const sections: Readonly<Record<Exclude<Role, 'physician'>, readonly SectionEntry[]>> = {
  director: [
    { id: 'requests', tab: 'request.title', show: ({ ask }) => <Requests ask={ask} /> },
    { id: 'approvals', tab: 'approval.title', show: ({ ask }) => <Approvals ask={ask} /> },
    { id: 'physicians', tab: 'physician.title', show: ({ ask, now }) => <Physicians ask={ask} now={now} /> },
    { id: 'disputes', tab: 'dispute.title', show: ({ ask, now }) => <Disputes ask={ask} now={now} /> },
    { id: 'trace', tab: 'trace.title', show: ({ ask }) => <Trace ask={ask} /> },
  ],
  desk: [
    { id: 'letters', tab: 'letter.title', show: ({ ask }) => <Letters ask={ask} /> },
    { id: 'rights', tab: 'rights.title', show: ({ ask, now }) => <Rights ask={ask} now={now} /> },
  ],
  helpdesk: [
    { id: 'pcs', tab: 'pcs.title', show: ({ ask, now }) => <Pcs ask={ask} now={now} /> },
    { id: 'reissues', tab: 'reissue.title', show: ({ ask }) => <Reissues ask={ask} /> },
    { id: 'intake', tab: 'intake.title', show: ({ ask }) => <Intake ask={ask} /> },
    { id: 'releases', tab: 'release.title', show: ({ ask, now }) => <Releases ask={ask} now={now} /> },
  ],
};
