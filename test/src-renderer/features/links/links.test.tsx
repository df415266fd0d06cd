// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { TherapeuticLink } from '../../../../contracts/link.ts';
import type { LinkForm } from '../../../../contracts/signed-form.ts';
import { keepRows, linkFilters, toRows } from '../../../../src-renderer/features/links/link-rows.ts';
import { find, press, readText, settle } from '../../support/mount.tsx';
import { asked, open, signedIn } from '../../support/open-window.tsx';
import { buildDay, buildId, buildLink } from '../../support/samples.ts';
import type { Answers, ScriptedBridge } from '../../support/scripted-bridge.ts';

const named = (number: number, family: string, change: Partial<TherapeuticLink> = {}) =>
  buildLink(number, {
    patient: { id: buildId(2000 + number), family, given: 'Anne', birthDate: '1950-01-02', sex: 'female' },
    ...change,
  });
const unsigned = { readable: false, validUntil: null } as const;
const links = [
  named(1, 'AUBRY', { validUntil: buildDay(200) }),
  named(2, 'BODART', { validUntil: buildDay(20) }),
  named(3, 'CLAES', { validUntil: buildDay(50) }),
  named(4, 'DENIS', { validUntil: buildDay(80) }),
  named(5, 'EVRARD', { state: 'expired', readable: false, validUntil: buildDay(-5) }),
  named(6, 'FONTAINE', { state: 'printed', ...unsigned }),
  named(7, 'GILLES', { readable: false, validUntil: buildDay(100) }),
  // The list is of yesterday: this one ended at midnight.
  named(8, 'HENRARD', { validUntil: buildDay(-1) }),
];
const form = (number: number, filed: boolean): LinkForm => ({
  link: buildId(1000 + number),
  reference: `AAAAA-AAAA${number}`,
  printedAt: '2026-11-01T08:00:00.000Z',
  scan: filed ? { filedAt: '2026-11-02T08:00:00.000Z', pages: 1 } : null,
});
const forms = [form(1, true), form(2, false), form(6, false)];
const answers: Answers = { 'link/list': () => links, 'signed-form/list': () => forms };

async function openManager(more: Answers = {}): Promise<ScriptedBridge> {
  const bridge = await open(signedIn, { ...answers, ...more });
  await press('Mes liens');
  for (let tries = 0; tries < 500 && !readText().includes('Se terminent dans 30 jours'); tries += 1) await settle();
  return bridge;
}

describe('the copy on this PC', () => {
  it('is counted down beside each link, and said of nobody else [C5]', async () => {
    const in3Hours = new Date(Date.now() + (3 * 60 + 5) * 60_000 + 30_000).toISOString();
    const soon = new Date(Date.now() + 24 * 60_000 + 30_000).toISOString();
    await openManager({
      'copy/list': () => [
        { patient: buildId(2001), until: in3Hours },
        { patient: buildId(2002), until: soon },
        { patient: buildId(2003), until: new Date(Date.now() - 1_000).toISOString() },
        { patient: buildId(2006), until: in3Hours },
      ],
    });
    await settle();
    const lines = [...document.querySelectorAll('tr, [role="row"]')].map((row) => row.textContent ?? '');
    const said = (family: string): string =>
      /encore [^.]*$/.exec(lines.find((line) => line.includes(family)) ?? '')?.[0] ?? '';
    expect(
      ['AUBRY', 'BODART', 'CLAES', 'DENIS', 'FONTAINE'].map((family) => said(family).replace(/\s/gu, ' ')),
    ).toEqual(['encore 3 h 05', 'encore 24 min', '', '', '']);
  });
});

describe('the rows of the manager', () => {
  it('count what ends within 30, 60 and 90 days, what is over since midnight, what waits and what is not readable [R11] [X08]', () => {
    const rows = toRows(links, forms, new Date());
    expect(
      linkFilters.map((filter) => [filter, keepRows(rows, filter).map(({ link }) => link.patient.family)]),
    ).toEqual([
      ['all', ['BODART', 'CLAES', 'DENIS', 'GILLES', 'AUBRY', 'FONTAINE', 'EVRARD', 'HENRARD']],
      ['ending-30', ['BODART']],
      ['ending-60', ['BODART', 'CLAES']],
      ['ending-90', ['BODART', 'CLAES', 'DENIS']],
      ['expired', ['EVRARD', 'HENRARD']],
      ['prepared', ['FONTAINE']],
      ['unreadable', ['GILLES']],
      ['unfiled', ['BODART']],
    ]);
  });

  it('know a renewal that waits for its signature, and offer no second form for it [X08]', () => {
    const running = named(1, 'AUBRY', { validUntil: buildDay(10) });
    const prepared = { ...named(9, 'AUBRY', { state: 'printed', ...unsigned }), patient: running.patient };
    const rows = toRows([running, prepared], [], new Date());
    expect(rows.map((row) => [row.link.state, row.prepared?.id ?? null])).toEqual([
      ['active', prepared.id],
      ['printed', null],
    ]);
  });
});

describe('the manager', () => {
  it('shows every link with its count per filter, and one beside with its next step [R11] [X08]', async () => {
    await openManager();
    const text = readText();
    expect(text).toContain('Se terminent dans 30 jours 1');
    expect(text).toContain('Échus 2');
    expect(text).toContain('BODART Anne 02/01/1950 fin dans 20 jours');
    await choose('BODART Anne');
    expect(readText()).toContain('Imprime aussitôt le nouveau consentement.');
    expect(readText()).toContain('AAAAA-AAAA2');
  });

  it('says of a link that cannot be read what anybody may know, offers no renewal of it and names no right of the patient [R17] [R19] [X08]', async () => {
    await openManager();
    await press('Non accessibles');
    await choose('GILLES Anne');
    const text = readText();
    expect(text).toContain('Ce dossier n’est pas accessible.');
    for (const word of ['refus', 'exclu', 'retir', 'suspen', 'Renouveler pour']) expect(text).not.toContain(word);
    expect(() => find('Imprimer le formulaire de Anne GILLES')).toThrow('nothing named');
  });

  it('says that the hospital did not tell which forms are filed, and counts none of them [R14] [X03]', async () => {
    const bridge = await openManager({ 'signed-form/list': () => 'server-unavailable' });
    expect(readText()).toContain('L’hôpital n’a pas encore dit quels formulaires sont classés.');
    expect(readText()).not.toContain('Formulaire à classer 0');
    await press('Formulaire à classer');
    expect(readText()).not.toContain('Tous les formulaires signés sont classés.');
    bridge.answers['signed-form/list'] = () => forms;
    await press('Réessayer');
    expect(readText()).toContain('Formulaire à classer 1');
  });

  it('prints the forms of ticked links as one, only once the purpose is declared, and names those it could not make [R20] [X08]', async () => {
    const bridge = await openManager({
      'link/print-forms': ({ links: wanted }) => ({
        printed: wanted.length - 1,
        skipped: [{ link: buildId(1003), code: 'link-not-possible' }],
      }),
    });
    for (const name of ['BODART', 'CLAES', 'EVRARD']) await tick(`Imprimer le formulaire de Anne ${name}`);
    expect(find('Imprimer 3 formulaires').hasAttribute('disabled')).toBe(true);
    await press('Je consulte ces 3 dossiers pour soigner ces patients');
    await press('Imprimer 3 formulaires');
    expect(bridge.asked.find((one) => one.channel === 'link/print-forms')?.input).toEqual({
      links: [buildId(1002), buildId(1003), buildId(1005)],
      careOnly: true,
    });
    const text = readText();
    expect(text).toContain('2 formulaires sont partis à l’imprimante.');
    expect(text).toContain('CLAES Anne : Ce dossier n’est pas accessible.');
    expect(asked(bridge)).not.toContain('link/confirm-signature');
  });

  it('renews in one gesture and asks for the signature in place [R11]', async () => {
    const draft = { ...links[1]!, id: buildId(77), state: 'draft' as const, readable: false, validUntil: null };
    const bridge = await openManager({
      'link/renew': () => draft,
      'link/print-consent': () => ({ ...draft, state: 'printed' }),
      'link/confirm-signature': () => ({ ...draft, state: 'active', readable: true, validUntil: buildDay(364) }),
    });
    await choose('BODART Anne');
    await press('Renouveler pour soigner ce patient');
    expect(asked(bridge).slice(-2)).toEqual(['link/renew', 'link/print-consent']);
    await press('Le patient a signé');
    expect(asked(bridge)).toContain('link/confirm-signature');
  });

  it('shows the scan of a signed form again, and says why it cannot [R14]', async () => {
    const bridge = await openManager({ 'signed-form/read': () => 'server-unavailable' });
    await choose('AUBRY Anne');
    await press('Revoir le formulaire signé');
    expect(bridge.asked.at(-1)).toEqual({ channel: 'signed-form/read', input: { link: buildId(1001) } });
    expect(readText()).toContain('Le serveur de l’hôpital ne répond pas.');
    await press('Retour à la liste');
    expect(readText()).toContain('BODART Anne');
  });
});

/** The column of patients is there too, out of sight. */
async function choose(name: string): Promise<void> {
  const row = [...document.querySelectorAll<HTMLElement>('table button')].find((one) => one.textContent.includes(name));
  await act(async () => row?.click());
  await settle();
}

async function tick(label: string): Promise<void> {
  const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  const box = boxes.find((one) => one.getAttribute('aria-label') === label);
  if (box === undefined) throw new Error(`no box « ${label} »`);
  await act(async () => box.click());
  await settle();
}
