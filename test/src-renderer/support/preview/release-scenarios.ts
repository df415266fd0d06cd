import type { Licence } from '../../../../contracts/about.ts';
import type { Stage } from '../../../../contracts/app-state.ts';
import { choosePcVersions, sampleReleases } from '../sample-releases.ts';
import { physician } from '../samples.ts';
import { type Answers, buildAppState } from '../scripted-bridge.ts';
import { helpdeskAnswers } from './helpdesk-scenarios.ts';
import type { Scenario } from './scenarios.ts';

const helpdesk: Stage = {
  stage: 'signed-in',
  person: { ...physician, role: 'helpdesk', login: 'helpdesk', name: 'Hélène Masson', nihdi: null },
};

/** A helpdesk with releases in every standing and 300 PCs. */
export const releaseAnswers: Answers = {
  'app/report-activity': () => ({}),
  'release/list': () => sampleReleases,
  'release/pcs': ({ only, search }) => {
    const lines = choosePcVersions(only, search);
    return { total: lines.length, lines: [...lines] };
  },
  'release/push': () => ({}),
  'release/pause': () => ({}),
  'release/withdraw': () => ({}),
  'release/set-ring': () => ({}),
};

/** As a package holds them: enough that the list scrolls. */
export const sampleLicences: readonly Licence[] = Array.from({ length: 120 }, (_none, place) => ({
  name: place === 0 ? 'react' : `composant-${place}`,
  version: `1.${place}.0`,
  licence: place % 4 === 0 ? 'Apache-2.0' : 'MIT',
  text: `Permission is hereby granted, free of charge, to any person obtaining a copy of package ${place}.\n\n`.repeat(
    12,
  ),
}));

/** What a package says of itself. */
export const aboutAnswers: Answers = {
  'about/read': () => ({ build: 'release', counter: 6 }),
  'about/read-licences': () => ({ licences: [...sampleLicences] }),
};

const at = (stage: Stage, answers: Answers): Scenario => ({ state: buildAppState(stage), answers });
const none = { releases: [], deeds: [], pilots: 0, pcs: 0 };

/** The helpdesk's updates, and what Passerelle says of itself. */
export const releaseScenarios: Readonly<Record<string, Scenario>> = {
  releases: at(helpdesk, { ...helpdeskAnswers, ...releaseAnswers }),
  'releases-empty': at(helpdesk, {
    ...helpdeskAnswers,
    ...releaseAnswers,
    'release/list': () => none,
    'release/pcs': () => ({ total: 0, lines: [] }),
  }),
  'releases-refused': at(helpdesk, { ...helpdeskAnswers, ...releaseAnswers, 'release/push': () => 'conflict' }),
  about: at({ stage: 'signed-out', login: physician.login }, aboutAnswers),
  'about-checkout': at(
    { stage: 'signed-out', login: physician.login },
    { 'about/read': () => ({ build: 'checkout', counter: 0 }), 'about/read-licences': () => ({ licences: null }) },
  ),
};
