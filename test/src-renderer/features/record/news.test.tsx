// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { RecordIndex } from '../../../../contracts/record.ts';
import { press, readText, settle } from '../../support/mount.tsx';
import { letter, link, open, report, signedIn } from '../../support/open-window.tsx';
import { buildEntry, buildIndex } from '../../support/samples.ts';

const older = buildEntry({
  document: 'DocumentReference/2',
  kind: 'letter',
  title: 'Version du 3 mars',
  at: '2026-03-03',
});
const news = (change: Partial<RecordIndex> = {}): RecordIndex =>
  buildIndex(link, [letter, report, older], {
    news: {
      visit: '2026-08-04T09:20:00.000Z',
      lines: [
        { document: report.document, change: 'corrected', cancelled: 1, finding: 'Potassium 5.90 mmol/l' },
        { document: letter.document, change: 'new', cancelled: 0, finding: null },
      ],
    },
    first: [{ document: letter.document, why: 'discharge' }],
    folds: [{ document: older.document, under: letter.document, why: 'older' }],
    marks: [{ document: report.document, state: 'todo', due: '2026-12-01', stale: false }],
    ...change,
  });
const openRecord = async (index: RecordIndex) => {
  const bridge = await open(signedIn, {
    'record/open': () => index,
    'record/read-index': () => index,
    'mark/set': () => ({}),
    'mark/list-todo': () => ({
      lines: [
        {
          patient: link.patient.id,
          document: report.document,
          kind: 'laboratory',
          title: 'Biologie clinique',
          dated: '2026-11-20',
          due: '2026-12-01',
        },
      ],
      whole: false,
    }),
  });
  await press('DUBOIS Marie');
  return bridge;
};
const bar = (): HTMLElement | null => document.querySelector('[aria-label^="Depuis votre dernière visite"]');
/** With plain spaces, as it is typed. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/[\u00a0\u202f]/g, ' ');
const opened = (bridge: Awaited<ReturnType<typeof openRecord>>) =>
  bridge.asked.filter(({ channel }) => channel === 'document/open').map(({ input }) => input);
const key = async (name: string): Promise<void> => {
  await act(async () => {
    window.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  });
  await settle();
};

describe('since the last visit, on the screen', () => {
  it('says the day of that visit, what changed and its first finding, in this order; one click opens it [X01]', async () => {
    const bridge = await openRecord(news());
    const lines = [...(bar()?.querySelectorAll('[data-news]') ?? [])].map((one) => plain(one.textContent));
    expect(plain(bar()?.textContent)).toContain('4 août 2026');
    expect(lines[0]).toMatch(/^Potassium 5,90 mmol\/l.*corrigé.*1 résultat annulé/);
    expect(lines[1]).toContain('Lettre de sortie');
    await act(async () => bar()?.querySelector<HTMLElement>('[data-news]')?.click());
    await settle();
    expect(opened(bridge)).toEqual([{ patient: link.patient.id, document: report.document }]);
  });

  it('folds to one line [X01]', async () => {
    await openRecord(news());
    await act(async () => bar()?.querySelector<HTMLElement>('h2 button')?.click());
    expect(bar()?.querySelectorAll('[data-news]')).toHaveLength(0);
  });

  const visit = '2026-08-04T09:20:00.000Z';
  it.each([
    ['a first visit', { visit: null, lines: [] }, {}, 'Première visite dans ce dossier'],
    ['nothing new', { visit, lines: [] }, {}, 'Rien de nouveau depuis votre dernière visite (4 août 2026).'],
    ['nothing new so far', { visit, lines: [] }, { asOf: null }, 'dans ce qui est copié sur ce PC'],
  ])('says plainly: %s [X01]', async (_what, some, change, sentence) => {
    await openRecord(news({ news: some, ...change }));
    expect(readText()).toContain(sentence);
  });

  it('says once that no letter is replaced by it [X01]', async () => {
    await openRecord(news());
    expect(readText().split('Passerelle ne remplace pas les courriers que l’hôpital vous envoie.')).toHaveLength(2);
  });
});

describe('the ranked record, on the screen', () => {
  it('puts what to read first above the lines, and an older version under the newer, one press away [X04]', async () => {
    const bridge = await openRecord(news());
    const first = document.querySelector('[aria-label="À lire d’abord"]');
    expect(first?.textContent).toContain('Lettre de sortie');
    expect([...document.querySelectorAll('[role="option"]')].map((one) => one.textContent).join()).not.toContain(
      'Version du 3 mars',
    );
    expect(readText()).toContain('1 version antérieure');
    await act(async () => first?.querySelector<HTMLElement>('li button')?.click());
    await settle();
    await press('Plus');
    await press('Version antérieure (3 mars 2026)');
    expect(opened(bridge).at(-1)).toEqual({ patient: link.patient.id, document: older.document });
    expect(readText()).toContain('Cette version a été remplacée.');
    await press('Voir la version actuelle');
    expect(opened(bridge).at(-1)).toEqual({ patient: link.patient.id, document: letter.document });
  });
});

describe('the marks, on the screen', () => {
  it('are set by a press or a key, never by opening, and taken back by the same [X20]', async () => {
    const bridge = await openRecord(news());
    await press('Biologie clinique');
    const marked = () => bridge.asked.filter(({ channel }) => channel === 'mark/set').map(({ input }) => input);
    expect(marked()).toEqual([]);
    const { patient } = link;
    const one = { patient: patient.id, document: report.document };
    await key('v');
    await key('a');
    await key('t');
    expect(marked()).toEqual([
      { ...one, state: 'seen', due: null },
      // It was to be done already: the same key takes that back.
      { ...one, state: 'none', due: null },
      { ...one, state: 'done', due: null },
    ]);
  });

  it('count nothing as seen that was written anew since [X20]', async () => {
    await openRecord(news({ marks: [{ document: report.document, state: 'seen', due: null, stale: true }] }));
    await press('Biologie clinique');
    const seen = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Vu');
    expect(seen?.getAttribute('aria-pressed')).toBe('false');
    expect(readText()).toContain('Modifié depuis que vous l’avez marqué');
  });

  it('filter the timeline, and stand in one list over all patients, which says when it is not whole [X20]', async () => {
    const bridge = await openRecord(news());
    await press('À faire (1)');
    expect([...document.querySelectorAll('[role="option"]')].map((one) => one.textContent).join()).toContain(
      'Biologie',
    );
    expect(document.querySelectorAll('[role="option"]')).toHaveLength(1);
    await act(async () => bridge.emit('record/closed', { patient: null, reason: 'link-ended' }));
    await settle();
    await press('Fermer le dossier');
    await press('À faire');
    expect(readText()).toContain('DUBOIS Marie');
    expect(readText()).toContain('Hors ligne');
    await press('pour le 1er déc. 2026');
    expect(opened(bridge).at(-1)).toEqual({ patient: link.patient.id, document: report.document });
  });
});
