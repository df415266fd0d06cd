import { expect, test } from 'vitest';
import { toShownControl, toShownSystem, toShownSystems } from '../../../server/domain/system-name.ts';

test('shows the helpdesk which system sent a message, and no name that a sender put there [R08] [R25] [X16]', () => {
  const open = toShownSystems([], ['CHSE']);
  const shown = (text: string): string => toShownSystem(text, open);
  expect(['LIS', 'CHSE', 'LAB1', 'GL_01', '', 'CHSE^1.2.3^ISO'].map(shown)).toEqual([
    'LIS',
    'CHSE',
    'LAB1',
    'GL_01',
    '',
    'CHSE',
  ]);
  for (const name of ['DUPONT', 'Dupont', 'dupont', 'Léa', 'DUPONT^Jeanne', 'Dr Li', 'LABO DUPONT', 'MARTIN1955'])
    expect([name, shown(name)]).toEqual([name, '[name]']);
  expect(shown('93051822361')).toBe('[number]');
});

test('shows nothing but what the hospital has set where it has set its senders [R08] [R25]', () => {
  const set = toShownSystems(['GLIMS|KENNEDY', 'AGENDA'], ['CHSE']);
  expect(['GLIMS', 'KENNEDY', 'AGENDA', 'CHSE', 'LIS', 'LEE'].map((text) => toShownSystem(text, set))).toEqual([
    'GLIMS',
    'KENNEDY',
    'AGENDA',
    'CHSE',
    '[name]',
    '[name]',
  ]);
});

test('shows the number of a message, and no word in its place [R08] [R25]', () => {
  for (const control of ['H1', 'MSG00001', '20261122-0007', 'a3f0', '0b6f3f3e-7d0c-4f0e-9a60-9d7c8a1c2b3d', ''])
    expect(toShownControl(control)).toBe(control);
  for (const name of ['DUPONT', 'Jeanne', 'DUPONT-1955', 'Dr Dupont 1', 'ÉLISE1'])
    expect([name, toShownControl(name)]).toEqual([name, '[name]']);
  expect(toShownControl('93.05.18-223.61')).toBe('[number]');
});
