// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { cardFaults, type HandOverState, handOverFaults } from '../../../../contracts/hand-over.ts';
import { words } from '../../../../src-renderer/words/words.ts';
import { find, findField, press, readText, settle } from '../../support/mount.tsx';
import { asked, change, link, open, signedIn } from '../../support/open-window.tsx';
import { buildId, buildLink, physician } from '../../support/samples.ts';

const id = 'a'.repeat(32);
const other = buildLink(2, {
  patient: { id: buildId(2002), family: 'PETIT', given: 'Jean-Luc', birthDate: '1948-11-02', sex: 'male' },
});
const none: HandOverState = { waiting: false, request: null, fault: null, returning: null };
const wanted: HandOverState = {
  ...none,
  waiting: true,
  request: {
    id,
    written: { family: 'PETIT', given: 'Jean-Luc', birthDate: '1948-11-02' },
    asked: true,
    patients: [other.patient],
    byNumber: true,
    differs: false,
    appointments: 0,
  },
};
/** Time in which a click that was meant for another question does nothing. */
const settled = async (): Promise<void> => {
  await act(async () => await new Promise((resolve) => setTimeout(resolve, 700)));
};

describe('a request of the practice software', () => {
  it('covers the open record and opens the other one at the click alone [X07]', async () => {
    let now = none;
    const bridge = await open(signedIn, {
      'link/list': () => [link, other],
      'hand-over/read': () => now,
      'hand-over/accept': ({ patient }) => {
        now = none;
        return { patient, fill: null, taken: null };
      },
    });
    await press(`${link.patient.family} ${link.patient.given}`);
    const before = asked(bridge).filter((one) => one === 'record/open').length;
    now = wanted;
    await act(async () => bridge.emit('hand-over/changed', {}));
    await settle();
    const text = readText();
    expect(text).toContain('PETIT Jean-Luc');
    expect(text).toContain(`Fermer ${link.patient.family} ${link.patient.given} et ouvrir PETIT Jean-Luc`);
    expect(document.querySelector('[inert]')?.textContent).toContain(link.patient.family);
    // A click in the first moment was meant for what stood there before.
    expect(find('Ouvrir PETIT Jean-Luc').hasAttribute('disabled')).toBe(true);
    expect(asked(bridge)).not.toContain('hand-over/accept');
    await settled();
    await press('Ouvrir PETIT Jean-Luc');
    await act(async () => bridge.emit('hand-over/changed', {}));
    await settle();
    expect(bridge.asked.find((one) => one.channel === 'hand-over/accept')?.input).toEqual({
      id,
      patient: other.patient.id,
    });
    const opened = bridge.asked.filter((one) => one.channel === 'record/open').map(({ input }) => input);
    expect(opened).toHaveLength(before + 1);
    expect(opened.at(-1)).toEqual({ patient: other.patient.id });
  });

  it('says on the locked window and before the sign-in that it waits, and not of whom [X07]', async () => {
    const covered = { ...wanted, request: null };
    const bridge = await open({ stage: 'locked', person: physician }, { 'hand-over/read': () => covered });
    expect(readText()).toContain('Une demande de votre logiciel attend.');
    expect(readText()).not.toContain('PETIT');
    await change(bridge, { stage: 'signed-out', login: physician.login });
    expect(readText()).toContain('Une demande de votre logiciel attend.');
  });

  it('without a link fills the new patient in after the click, to be confirmed [X07]', async () => {
    let now: HandOverState = { ...wanted, request: { ...wanted.request!, patients: [], byNumber: false } };
    const bridge = await open(signedIn, {
      'hand-over/read': () => now,
      'hand-over/accept': () => {
        now = none;
        return {
          patient: null,
          fill: { niss: '93051822361', family: 'Martin', given: 'Lucie', birthDate: '1993-05-18' },
          taken: null,
        };
      },
    });
    await settled();
    await press('Nouveau patient');
    await act(async () => bridge.emit('hand-over/changed', {}));
    await settle();
    expect(findField('Nom de famille').value).toBe('Martin');
    expect(findField('Date de naissance').value).toBe('18/05/1993');
    expect(readText()).toContain('Repris de votre logiciel');
    expect(asked(bridge)).not.toContain('link/propose');
  });

  it.each(handOverFaults)('that came to nothing (%s) says why and what to do [X07]', async (fault) => {
    await open(signedIn, { 'hand-over/read': () => ({ ...none, fault }) });
    expect(readText()).toContain(words(`hand-over.fault.${fault}`).replace(/\s+/gu, ' '));
    const next = fault === 'said-in-clear' ? 'Montrez ce message à son support' : 'Recommencez depuis votre logiciel.';
    expect(readText()).toContain(next);
  });
});

describe('the card reader', () => {
  it('fills the number, the names and the birth date in, to be confirmed [X19]', async () => {
    await open(signedIn, {
      'card/read': () => ({
        read: 'card',
        card: { niss: '93051822361', family: 'Martin', given: 'Lucie Anne', birthDate: '1993-05-18' },
      }),
    });
    await press('Nouveau patient');
    await press('Lire la carte eID');
    await settle();
    expect(findField('Nom de famille').value).toBe('Martin');
    expect(findField('Prénom').value).toBe('Lucie Anne');
    expect(readText()).toContain('Lus sur la carte.');
  });

  it.each(cardFaults)('that fails (%s) says one sentence and leaves the number to be typed [X19]', async (why) => {
    await open(signedIn, { 'card/read': () => ({ read: 'no', why }) });
    await press('Nouveau patient');
    await press('Lire la carte eID');
    await settle();
    expect(readText()).toContain(words(`card.fault.${why}`).replace(/\s+/gu, ' '));
    expect(findField('Numéro de registre national (NISS)').value).toBe('');
  });
});
