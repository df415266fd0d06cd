// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { DocumentPart as Part } from '../../../../contracts/record.ts';
import { CumulativeView } from '../../../../src-renderer/features/document/cumulative-view.tsx';
import { DocumentPart, type ReadingPart } from '../../../../src-renderer/features/document/document-part.tsx';
import { LaboratoryDeskContext } from '../../../../src-renderer/features/document/laboratory-desk.ts';
import { openPixels } from '../../../../src-renderer/features/document/pixel-port.ts';
import { find, mount, press, readText, settle } from '../../support/mount.tsx';
import { buildHistory } from '../../support/preview/sample-history.ts';
import { buildId, buildRow } from '../../support/samples.ts';
import { createScriptedBridge } from '../../support/scripted-bridge.ts';

const at = '2026-11-20T07:42:00.000Z';
const show = (part: ReadingPart) =>
  mount(<DocumentPart part={part} at={at} heading="Biologie clinique" onOpen={() => undefined} />);
const laboratory: Extract<Part, { show: 'laboratory' }> = {
  show: 'laboratory',
  performer: 'Laboratoire de démonstration',
  panels: [
    {
      name: 'Biochimie',
      rows: [
        buildRow({ name: 'Sodium', value: '139', range: '136 - 145' }),
        buildRow({
          name: 'Potassium',
          value: '5.90',
          flag: 'H',
          status: 'corrected',
          notes: ['Non hémolysé'],
          previous: [{ at: '2026-08-04', value: 4.9, written: '4.9', unit: 'mmol/l', performer: null, method: null }],
        }),
      ],
    },
  ],
};

describe('a laboratory report', () => {
  it('shows value with unit, flag in words, range, status and notes, abnormal first [R22] [C4]', async () => {
    await show(laboratory);
    const [potassium] = [...document.querySelectorAll('tbody tr')];
    const cells = [...(potassium?.children ?? [])].map((cell) => cell.textContent?.replaceAll('\u00a0', ' '));
    expect(cells).toEqual(['Potassiumcorrigé', '5,90', 'mmol/l', '▲élevé', '3,5 – 5,1', '4,9 (août 2026)']);
    expect(readText()).toContain('Non hémolysé');
    await press('Anormaux d’abord');
    expect(document.querySelector('tbody th')?.textContent).toBe('Sodium');
  });

  it('opens the curve of a row under it, and closes it again [C4]', async () => {
    await show(laboratory);
    await press('Potassium');
    expect(document.querySelector('svg[role="img"]')?.getAttribute('aria-label')?.replaceAll('\u00a0', ' ')).toBe(
      '2 mesures de Potassium, du 4 août 2026 au 20 novembre 2026, de 4,9 à 5,90 mmol/l.',
    );
    await press('Fermer la courbe');
    expect(document.querySelector('svg[role="img"]')).toBeNull();
    expect(() => find('Sodium')).toThrow('nothing named');
  });

  it('stands by date over the whole record when asked, and its results leave as a file only after a warning [X12]', async () => {
    const bridge = createScriptedBridge({
      'laboratory/read': () => buildHistory(14, 2),
      'laboratory/export': () => ({ saved: 'laboratoire.csv' }),
    });
    const patient = buildId(2001);
    const desk = { ask: bridge.ask, patient, document: 'DiagnosticReport/labo-1', onOpen: () => undefined };
    await mount(
      <LaboratoryDeskContext.Provider value={desk}>
        <DocumentPart part={laboratory} at={at} heading="Biologie clinique" onOpen={() => undefined} />
      </LaboratoryDeskContext.Provider>,
    );
    await press('Cumulatif');
    const grid = document.querySelector('[role="grid"]');
    expect([grid?.getAttribute('aria-rowcount'), grid?.getAttribute('aria-colcount')]).toEqual(['4', '13']);
    expect(readText()).toContain('20 nov. 2026 08:42');
    await press('Plus anciens (2 dates)');
    expect(grid?.getAttribute('aria-colcount')).toBe('15');
    await press('Exporter (CSV)');
    expect(readText()).toContain('n’est plus protégé par Passerelle');
    expect(bridge.asked.map(({ channel }) => channel)).toEqual(['laboratory/read']);
    await press('Enregistrer le fichier');
    expect(bridge.asked.at(-1)).toEqual({ channel: 'laboratory/export', input: { patient, document: null } });
    expect(readText()).toContain('Enregistré : laboratoire.csv');
  });

  it('is walked through by arrows, says the cell whole, and draws the curves of what is ticked, unit by unit [X12] [X17]', async () => {
    const bridge = createScriptedBridge({ 'laboratory/read': () => buildHistory(14) });
    const desk = {
      ask: bridge.ask,
      patient: buildId(2001),
      document: 'DiagnosticReport/labo-1',
      onOpen: () => undefined,
    };
    await mount(<CumulativeView desk={desk} />);
    const strike = async (key: string) => {
      await act(async () => {
        const here = document.querySelector('[data-here="true"]');
        here?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      });
      await settle();
    };
    await strike('ArrowDown');
    await strike('ArrowRight');
    expect(readText()).toContain('Potassium, 20 novembre 2026, 08:42 : 5,24 mmol/l · élevé');
    expect(readText()).toContain('Contrôle conseillé dans les 48 heures.');
    await strike('Home');
    await strike(' ');
    for (let step = 0; step < 3; step += 1) await strike('ArrowDown');
    await strike(' ');
    const drawings = [...document.querySelectorAll('svg[role="img"]')].map((one) => one.getAttribute('aria-label'));
    expect(drawings.map((said) => said?.replaceAll(/[\u00a0\u202f]/g, ' ').replace(/,.*/, ''))).toEqual([
      '14 mesures de Potassium',
      '7 mesures de Créatinine',
      '7 mesures de Créatinine',
    ]);
    expect(readText()).toContain('une autre unité : mg/dl (avant : µmol/l)');
  });

  it('says of a result when its sample was taken, where the report says another time [R22]', async () => {
    const [panel] = laboratory.panels;
    const taken = (name: string, when: string) => buildRow({ name, value: '6.1', at: when });
    const rows = [taken('Glucose 08:00', at), taken('Glucose 12:00', '2026-11-20T11:00:00.000Z')];
    await show({ ...laboratory, panels: [{ name: panel?.name ?? '', rows }] });
    expect(readText().match(/Prélevé le [^G]*?\d\d:\d\d/g)).toEqual(['Prélevé le 20 novembre 2026, 12:00']);
  });
});

describe('a part that cannot be read', () => {
  it.each([
    ['document-unreadable', 'le fichier reçu est abîmé'],
    ['not-copied-yet', 'pas encore copié'],
    ['resource-invalid', 'ne respectent pas la norme'],
  ] as const)('says so in its place: %s', async (code, sentence) => {
    await show({ show: 'unreadable', title: 'Annexe', code, mime: 'application/pdf' });
    expect(readText()).toContain('Annexe');
    expect(readText()).toContain(sentence);
    expect(readText()).toContain('application/pdf');
  });
});

describe('a letter', () => {
  it('in plain text keeps its lines, and markup in it stays text [R22]', async () => {
    await show({ show: 'text', title: null, text: 'Cher confrère,\n<b>pas du gras</b>' });
    expect(document.body.textContent).toContain('Cher confrère,\n<b>pas du gras</b>');
  });

  it('in HTML stands in a frame that may run no script, send no form and lead nowhere [R22]', async () => {
    // What is cleaned away is proved where there is a real parser: test/e2e/window-letter.spec.ts.
    await show({ show: 'html', title: null, html: '<p>Cher confrère,</p>' });
    expect(document.querySelector('iframe')?.getAttribute('sandbox')).toBe('allow-same-origin');
    expect(document.querySelector('iframe')?.getAttribute('srcdoc')).toContain('Cher confrère,');
  });
});

describe('the pixel port', () => {
  const arrive = (study: string, port: MessagePort) =>
    window.dispatchEvent(
      Object.assign(new MessageEvent('message', { data: { type: 'passerelle/pixels', patient: 'p', study } }), {
        ports: [port],
      }),
    );

  it('goes to whoever asked for that study, in the order of asking; one that nobody wants any more is closed', async () => {
    const ports = [new MessageChannel(), new MessageChannel(), new MessageChannel()];
    const [first, second, third] = ports.map(({ port1 }) => port1);
    if (first === undefined || second === undefined || third === undefined) throw new Error('no ports');
    const leaving = new AbortController();
    const left = openPixels(() => undefined, 'p', '1.2', leaving.signal);
    const wanted = openPixels(() => undefined, 'p', '1.2', new AbortController().signal);
    const other = openPixels(() => undefined, 'p', '1.3', new AbortController().signal);
    leaving.abort();
    await expect(left).rejects.toBeDefined();
    arrive('1.2', first);
    arrive('1.3', second);
    arrive('1.2', third);
    expect(await wanted).toBe(third);
    expect(await other).toBe(second);
    for (const { port1, port2 } of ports) {
      port1.close();
      port2.close();
    }
  });
});
