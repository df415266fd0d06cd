import type { WordId } from '../../src-renderer/words/words.ts';
import { listRefusalScenes } from '../src-renderer/support/preview/refusal-scenarios.ts';
import { sectionWays } from './section-ways.ts';

/** One thing a hand does on the way to a screen, or the look at it. What is not there to be pressed is a fault, but where it says `if there`. */
export type Move =
  | { readonly see: string }
  /** What is called so in the language of the window. */
  | { readonly press: WordId }
  | { readonly field: WordId; readonly text: string }
  /** What this selector finds first, the `n`th, or the one with these words of the record. */
  | { readonly on: string; readonly n?: number; readonly text?: string; readonly ifThere?: true }
  | { readonly type: string; readonly text: string }
  | { readonly key: string };
/** From the opening of a scenario on. */
type Way = readonly Move[];

const icon = (name: string): Move => ({ on: `button:has(.lucide-${name})` });
const userMenu: Move = { on: 'header button:has(.lucide-chevron-down)' };
const escape: Move = { key: 'Escape' };
const firstPatient: Move = { on: '[data-patient-row]', text: 'DUBOIS' };
const find = (text: string): Move => ({ type: '[data-record-search]', text });
/** Searched, opened, and the search left by a click on its title: letters are keys again. */
const open = (title: string): Way => [
  find(title),
  { key: 'Enter' },
  find(''),
  { on: '[data-reading-pane] h2', ifThere: true },
];
const record = (...rest: Way): Way => [firstPatient, ...rest];
const document = (title: string, ...rest: Way): Way => record(...open(title), ...rest);
const letter = 'Consultation de néphrologie';
const laboratory = 'Biologie clinique';
const newPatient: Way = [{ press: 'patients.new' }];
const toPerson: Way = [
  ...newPatient,
  { type: 'main form input', text: '93.05.18-223.61' },
  { press: 'link.niss.button' },
];
const toPurpose: Way = [
  ...toPerson,
  { field: 'link.person.family', text: 'MARTIN' },
  { field: 'link.person.given', text: 'Lucie' },
  { field: 'link.person.birth', text: '18/05/1993' },
  { press: 'link.person.button' },
];
const proposed: Way = [...toPurpose, { on: 'label:has(input[type="checkbox"])' }, { press: 'link.purpose.button' }];
const printed: Way = [{ key: 'Control+p' }, { see: 'printed' }];
const signIn: Way = [
  { field: 'sign-in.password', text: 'quatre chevaux' },
  { field: 'sign-in.otp', text: '123456' },
];
const unlock: Way = [{ field: 'lock.password', text: 'quatre chevaux' }, { press: 'lock.button' }, { see: 'refused' }];
const day: Way = [{ on: 'header button:has(.lucide-calendar-clock)' }];
const checked: Way = [{ on: 'header button:has(.lucide-phone)' }, { press: 'check.title' }, { see: 'checked' }];
const about: Way = [{ on: 'header button:has(.lucide-phone)' }, { press: 'about.title' }, { see: 'about' }];
const chips: Way = record(
  ...Array.from(
    { length: 6 },
    (_one, n): Way => [{ on: '[data-rank]', n, ifThere: true }, { see: `sheet ${n + 1}` }, escape],
  ).flat(),
);

/** Where each scenario goes on, by its name; a scenario without an entry is looked at by its first screens alone. */
const known: Readonly<Record<string, readonly Way[]>> = {
  ...sectionWays,
  shell: [
    [userMenu, { see: 'menu' }, { on: '[role="menuitem"]:has(.lucide-languages)' }, { see: 'languages' }],
    [{ on: 'header button:has(.lucide-phone)' }, { see: 'help' }, escape],
    [{ key: '?' }, { see: 'keys' }],
    [
      { type: 'header input', text: 'zzz' },
      { see: 'nobody found' },
      { type: 'header input', text: 'de' },
      { see: 'found' },
    ],
    chips,
    record(find('potassium'), { see: 'hits' }, { key: 'Enter' }, { see: 'hit in its place' }, find('zzzqq'), {
      see: 'no hit',
    }),
    record({ on: '[class*="kinds"] button', n: 2 }, { see: 'one kind' }),
    document(letter, { see: 'letter' }, { press: 'document.more' }, { see: 'menu of the letter' }),
    document('Électrocardiogramme', { see: 'report' }),
    document('Hospitalisation', { see: 'stay' }),
    document('pneumologie', { see: 'unreadable parts' }),
    document('Scanner du thorax', { see: 'without images' }),
    document('Sérologie', { see: 'cancelled' }),
    document(laboratory, { see: 'laboratory' }, { key: 'f' }, { see: 'in full window' }),
    document(laboratory, { on: 'table tbody button' }, { see: 'curve' }),
    document(laboratory, { press: 'laboratory.export' }, { see: 'export' }),
    [{ on: '[data-patient-row]', text: 'ROSSI' }, { see: 'link that is over' }],
    [{ on: '[data-patient-row]', text: 'VAN DEN BERGHE' }, { see: 'link to be signed' }],
  ],
  offline: [[{ on: 'header button:has([class*="dot"])' }, { see: 'since when' }], chips],
  'first-hints': [record({ see: 'second hint' }), document('Scanner du thorax', { see: 'third hint' })],
  'copies-dropped': [[...signIn, { press: 'sign-in.button' }, { see: 'copies being made again' }]],
  'clock-behind': [[...signIn, { press: 'sign-in.button' }, { see: 'refused' }]],
  'codes-left': [[...signIn, { press: 'sign-in.button' }, { see: 'few codes left' }]],
  'signed-out': [
    [...signIn, { press: 'sign-in.button' }, { see: 'refused' }],
    [{ on: 'header button:has(.lucide-languages)' }, { see: 'languages' }],
  ],
  locked: [unlock],
  'certificate-expired': [[...signIn, { see: 'filled' }]],
  'certificate-renewed-failed': [[...signIn, { press: 'certificate.button' }, { see: 'refused' }]],
  welcome: [[{ press: 'welcome.file.button' }, { see: 'fingerprint' }]],
  'welcome-file': [
    [{ press: 'welcome.fingerprint.different' }, { see: 'another fingerprint' }],
    [
      { press: 'welcome.fingerprint.same' },
      { see: 'code' },
      { field: 'welcome.code.label', text: 'ABCD-EFGH-2345-6789' },
      { press: 'welcome.code.button' },
      { see: 'refused' },
    ],
  ],
  'welcome-busy': [
    [
      { press: 'welcome.fingerprint.same' },
      { field: 'welcome.code.label', text: 'ABCD-EFGH-2345-6789' },
      { press: 'welcome.code.button' },
      { see: 'under way' },
    ],
  ],
  activation: [
    [
      { field: 'activation.password.label', text: 'quatre chevaux blancs' },
      { field: 'activation.password.again', text: 'quatre chevaux blancs' },
      { see: 'rules' },
      { press: 'activation.password.button' },
      { see: 'second factor' },
      { field: 'activation.factor.otp', text: '123456' },
      { press: 'activation.factor.button' },
      { see: 'recovery codes' },
    ],
  ],
  'activation-refused': [
    [
      { field: 'activation.password.label', text: 'quatre chevaux blancs' },
      { field: 'activation.password.again', text: 'quatre chevaux blancs' },
      { press: 'activation.password.button' },
      { see: 'refused' },
    ],
  ],
  agenda: [
    [
      ...day,
      { see: 'day' },
      { field: 'agenda.add.label', text: '9:20 Dubois' },
      { press: 'agenda.add.button' },
      { see: 'added' },
      { press: 'agenda.deed.clear' },
      { see: 'to be cleared' },
    ],
  ],
  'agenda-empty': [[...day, { see: 'day' }]],
  'agenda-loading': [[...day, { see: 'day' }]],
  'agenda-failed': [[...day, { see: 'day' }]],
  'agenda-disk': [[...day, { see: 'day' }]],
  'agenda-line': [[...day, { see: 'day' }]],
  'agenda-offline': [[...day, { see: 'day' }]],
  'link-refused': [
    [...newPatient, { see: 'number' }, { type: 'main form input', text: '93.05.18-223.62' }, { see: 'wrong number' }],
    [...toPerson, { see: 'person' }, { press: 'link.person.button' }, { see: 'nothing written' }],
    [...toPurpose, { see: 'purpose' }],
    [...proposed, { see: 'refused' }],
  ],
  'link-steps': [
    [
      ...proposed,
      { see: 'form' },
      { on: 'details summary' },
      { see: 'why sign here' },
      { press: 'link.print.button' },
      { see: 'signature' },
    ],
  ],
  'link-card': [[...newPatient, { press: 'card.button' }, { see: 'no card' }]],
  'link-print-failed': [[...proposed, { press: 'link.print.button' }, { see: 'no printer' }]],
  show: [
    document(letter, { key: 'e' }, { see: 'letter' }, { key: 'Control+=' }, { see: 'larger' }),
    document(laboratory, { key: 'e' }, { see: 'table' }),
    document(laboratory, { on: 'table tbody button' }, { key: 'e' }, { see: 'curve' }),
    document('Scanner du thorax', { key: 'e' }, { see: 'images' }),
    document('Lettre de sortie', { key: 'e' }, { see: 'pdf' }),
    document('pneumologie', { key: 'e' }, { see: 'unreadable parts' }),
  ],
  images: [
    document(
      'Scanner du thorax',
      { see: 'images' },
      { on: '[role="toolbar"] button:has(.lucide-ellipsis)' },
      { see: 'tools' },
    ),
    document('Scanner du thorax', { press: 'study.report' }, { see: 'report' }),
  ],
  'images-alone': [document('Scanner du thorax', { see: 'second screen possible' })],
  'images-away': [document('Scanner du thorax', { see: 'on the second screen' })],
  'images-look-refused': [document('Scanner du thorax', { see: 'look refused' })],
  'images-waiting': [document('Scanner du thorax', { see: 'waiting' })],
  'update-in-menu': [[userMenu, { see: 'menu' }]],
  'alerts-on': [[userMenu, { see: 'menu' }]],
  'print-receipt': [record({ press: 'record.menu' }, { see: 'menu' }, { press: 'record.receipt' }, { see: 'receipt' })],
  'print-receipt-failed': [record({ press: 'record.menu' }, { press: 'record.receipt' }, { see: 'receipt' })],
  'print-not-ready': [document('Scanner du thorax', ...printed)],
  'hand-over-opened': [[icon('user-round'), { see: 'record' }]],
  'hand-over-new': [[icon('user-plus'), { see: 'steps' }]],
  'hand-over-busy': [[icon('user-round'), { see: 'under way' }]],
  'hand-over-refused': [[icon('user-round'), { see: 'refused' }]],
  'hand-over-returning': [document(letter, { press: 'document.more' }, { see: 'menu' })],
  'own-notice': [[{ press: 'notice.contest' }, { see: 'sure?' }]],
  'laboratory-five-years': [
    document(
      laboratory,
      { press: 'laboratory.cumulative' },
      { see: 'cumulative' },
      { on: 'table tbody input[type="checkbox"]' },
      { see: 'curve' },
      { press: 'laboratory.export' },
      { see: 'export' },
      { press: 'laboratory.export.save' },
      { see: 'exported' },
    ),
  ],
  'laboratory-largest': [document(laboratory, { press: 'laboratory.cumulative' }, { see: 'cumulative' })],
  'laboratory-loading': [document(laboratory, { press: 'laboratory.cumulative' }, { see: 'cumulative' })],
  'laboratory-failed': [document(laboratory, { press: 'laboratory.cumulative' }, { see: 'cumulative' })],
  'laboratory-empty': [document(laboratory, { press: 'laboratory.cumulative' }, { see: 'cumulative' })],
  'laboratory-germs': [document(laboratory, { see: 'antibiogram' })],
  'laboratory-faulty': [document(laboratory, { see: 'faulty' })],
  'laboratory-one': [document(laboratory, { press: 'laboratory.cumulative' }, { see: 'one value' })],
  'search-refused': [record(find('potassium'), { see: 'titles only' })],
  'search-reading': [record(find('potassium'), { see: 'being read' })],
  'search-large': [record(find('potassium'), { see: 'many hits' })],
};

const byPlace = {
  proposal: [[...proposed, { see: 'refused' }]],
  lock: [unlock],
  'sign-in': [[...signIn, { press: 'sign-in.button' }, { see: 'refused' }]],
  record: [],
  document: [],
  list: [],
  queue: [],
} as const satisfies Readonly<Record<ReturnType<typeof listRefusalScenes>[number]['place'], readonly Way[]>>;

/** Every way of a scenario, beside its first screens. */
export function listWays(scenario: string): readonly Way[] {
  const own = known[scenario];
  if (own !== undefined) return own;
  const refusal = listRefusalScenes().find(({ code }) => scenario === `refused-${code}`);
  if (refusal !== undefined) return byPlace[refusal.place];
  if (scenario.startsWith('check-')) return [checked];
  if (scenario.startsWith('about')) return [about];
  if (scenario.startsWith('todo')) return [[{ press: 'todo.title' }, { see: 'list' }]];
  if (scenario.startsWith('print-')) return [document(letter, ...printed)];
  if (scenario.startsWith('sent-'))
    return [
      document(letter, { press: 'document.more' }, { on: '[role="menuitem"]:has(.lucide-file-text)' }, { see: 'sent' }),
    ];
  return [];
}

/** Scenarios of which a way is written; a name that no scenario has any more is a fault. */
export const wayNames: readonly string[] = Object.keys(known);
