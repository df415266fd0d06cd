import type { TherapeuticLink } from '../../../../contracts/link.ts';
import type { LinkForm } from '../../../../contracts/signed-form.ts';
import { buildDay, buildId, buildIndex, buildLink } from '../samples.ts';
import type { Answers } from '../scripted-bridge.ts';
import { fullIndex } from './sample-record.ts';

const people = [
  ['DUBOIS', 'Marie', '1955-03-12', 'female'],
  ['PETIT', 'Jean-Luc', '1948-11-02', 'male'],
  ['VAN DEN BERGHE', 'Élise', '1990-07-30', 'female'],
  ['MÜLLER-NOËL', 'Thomas', '1984-07-30', 'male'],
  ['ZEROUAL', 'Yasmine', '2019-01-02', 'female'],
  ['ROSSI', 'Antonio', '1940', 'male'],
  ['DE LA CROIX DE MONTPELLIER', 'Jean-Baptiste Marie', '1948-11-02', 'male'],
  ['BENALI', 'Samira', '1972-04-18', 'female'],
  ['LEFEBVRE', 'André', '1939-12-24', 'male'],
  ['KOVALENKO', 'Olena', '1988-02-29', 'female'],
] as const;
const unsigned = { readable: false, validUntil: null } as const;
const changes: readonly Partial<TherapeuticLink>[] = [
  { validUntil: buildDay(12) },
  { validUntil: buildDay(0) },
  { state: 'printed', ...unsigned },
  { validUntil: buildDay(44) },
  { validUntil: buildDay(81) },
  { state: 'expired', readable: false, validUntil: buildDay(-20) },
  {},
  { readable: false },
  { state: 'draft', ...unsigned },
  {},
];
const links = people.map(([family, given, birthDate, sex], place) =>
  buildLink(300 + place, {
    patient: { id: buildId(2300 + place), family, given, birthDate, sex },
    ...changes[place],
  }),
);
const forms: readonly LinkForm[] = links
  .filter(({ state }) => state !== 'draft')
  .map((link, place) => ({
    link: link.id,
    reference: `K7QF${place % 10}-M2PX${place % 10}`,
    printedAt: '2026-11-20T08:10:00.000Z',
    scan: place % 3 === 0 ? { filedAt: '2026-11-20T10:42:00.000Z', pages: 1 } : null,
  }));
const draft = { ...links[0]!, id: buildId(1999), state: 'draft' as const, ...unsigned };

/** The physician's links: full, empty, failing, offline; and the answers of their deeds. */
export const linkAnswers: Readonly<Record<'links' | 'links-empty' | 'links-refused' | 'links-forms-failed', Answers>> =
  {
    links: {
      'link/list': () => links,
      'copy/list': () =>
        [195, 710, 24].map((minutes, place) => ({
          patient: buildId(2300 + place * 3),
          until: new Date(Date.now() + minutes * 60_000 + 5_000).toISOString(),
        })),
      'signed-form/list': () => [...forms],
      'record/open': ({ patient }) =>
        buildIndex(links.find((link) => link.patient.id === patient) ?? fullIndex.link, fullIndex.entries),
      'record/read-index': ({ patient }) =>
        buildIndex(links.find((link) => link.patient.id === patient) ?? fullIndex.link, fullIndex.entries),
      'link/renew': () => draft,
      'link/print-consent': () => ({ ...draft, state: 'printed' }),
      'link/print-forms': ({ links: wanted }) => ({
        printed: wanted.length - 1,
        skipped: [{ link: wanted.at(-1) ?? '', code: 'link-not-possible' }],
      }),
      'signed-form/file': ({ reference, pages }) => {
        const form = forms.find((one) => one.reference === reference);
        return form === undefined
          ? 'form-unknown'
          : { link: form.link, filedAt: new Date().toISOString(), pages: pages.length, sha256: 'a'.repeat(64) };
      },
      'signed-form/read': () => 'server-unavailable',
    },
    'links-empty': { 'link/list': () => [], 'signed-form/list': () => [] },
    'links-refused': {
      'link/list': () => links,
      'signed-form/list': () => [...forms],
      'record/open': ({ patient }) =>
        buildIndex(links.find((link) => link.patient.id === patient) ?? fullIndex.link, fullIndex.entries),
      'link/renew': () => 'link-not-possible',
      'link/print-forms': () => 'printer-absent',
    },
    'links-forms-failed': { 'link/list': () => links, 'signed-form/list': () => 'server-unavailable' },
  };
