import { describe, expect, it } from 'vitest';
import type { PatientFacts } from '../../../contracts/link.ts';
import { type Known, matchPatient } from '../../../src-main/agenda/match-patient.ts';
import { buildId } from '../../src-renderer/support/samples.ts';
import { fc } from '../../support/property.ts';

let last = 0;
function known(name: string, birthDate: string, number: string | null = null): Known {
  const [family = '', given = ''] = name.split(', ');
  last += 1;
  return { patient: { id: buildId(last), family, given, birthDate, sex: 'unknown' }, number };
}
const people = [
  known('DUBOIS, Marie', '1955-03-12', 'print-of-marie'),
  known('DUBOIS, Jean-Pierre', '1950-01-02'),
  known('PETIT, Jean-Luc', '1948-11-02'),
  known('VAN DEN BERGHE, Élise', '1990-07-30'),
  known('MÜLLER-NOËL, Thomas', '1984-07-30'),
  known('DE LA CROIX, Jean-Baptiste Marie', '1948-11-02'),
  known('ROSSI, Antonio', '1940'),
  known('SMET, Jan', '1961-05-05'),
];
const nameOf = ({ family, given }: PatientFacts): string => `${family} ${given}`;
function match(words: string, births: readonly string[] = [], number: string | null = null): string | string[] {
  const found = matchPatient({ words, births, number }, people);
  if (found.match === 'none') return 'nobody';
  return found.match === 'one' ? nameOf(found.patient) : found.patients.map(nameOf);
}

describe('whom a line means', () => {
  it.each([
    ['Petit', 'PETIT Jean-Luc'],
    ['Dubois Marie', 'DUBOIS Marie'],
    ['Mme Marie Dubois – contrôle tension', 'DUBOIS Marie'],
    ['Consultation Jean Pierre DUBOIS', 'DUBOIS Jean-Pierre'],
    ['vandenberghe elise', 'VAN DEN BERGHE Élise'],
    ['Van den Berghe', 'VAN DEN BERGHE Élise'],
    ['Muller Noel Thomas', 'MÜLLER-NOËL Thomas'],
    ['mullernoel', 'MÜLLER-NOËL Thomas'],
    ['Delacroix Jean-Baptiste', 'DE LA CROIX Jean-Baptiste Marie'],
    ['Petit J.', 'PETIT Jean-Luc'],
    ['M. Petit', 'PETIT Jean-Luc'],
    ['Dhr. Smet', 'SMET Jan'],
  ])('is found without its accents, capitals and particles’ spaces: « %s » [X02]', (words, who) => {
    expect(match(words)).toBe(who);
  });

  it.each([
    ['Dubois', ['DUBOIS Marie', 'DUBOIS Jean-Pierre']],
    // The father, of whom there is no link.
    ['Dubois Jean', ['DUBOIS Jean-Pierre']],
    // The twin.
    ['Petit Luc', ['PETIT Jean-Luc']],
    ['Petit Sophie', ['PETIT Jean-Luc']],
    ['Müller Thomas', ['MÜLLER-NOËL Thomas']],
    ['De Smet Jan', ['SMET Jan']],
    ['Croix Jean-Baptiste', ['DE LA CROIX Jean-Baptiste Marie']],
    ['Petit Jean-Luc / Rossi Antonio', ['PETIT Jean-Luc', 'ROSSI Antonio']],
  ])('is asked and never guessed: « %s » [X02]', (words, candidates) => {
    const found = match(words);
    expect(Array.isArray(found) ? found.toSorted() : found).toEqual([...candidates].toSorted());
  });

  it('turns on the birth date where the name leaves a doubt, and on nothing that contradicts it [X02]', () => {
    expect(match('Dubois', ['1955-03-12'])).toBe('DUBOIS Marie');
    expect(match('Croix Jean-Baptiste', ['1948-11-02'])).toBe('DE LA CROIX Jean-Baptiste Marie');
    expect(match('Dubois Marie', ['1955-03-13'])).toBe('nobody');
    expect(match('Dubois Marie', ['1955-03-12', '1956-03-12'])).toBe('nobody');
    expect(match('Rossi', ['1940-06-01'])).toBe('ROSSI Antonio');
    // A twin has the same name and the same birth.
    expect(match('Petit Sophie', ['1948-11-02'])).toEqual(['PETIT Jean-Luc']);
    expect(match('', ['1984-07-30'])).toEqual(['MÜLLER-NOËL Thomas']);
  });

  it('turns on the national number, unless the name beside it is somebody else’s [X02]', () => {
    expect(match('', [], 'print-of-marie')).toBe('DUBOIS Marie');
    expect(match('Dubois', [], 'print-of-marie')).toBe('DUBOIS Marie');
    expect(match('Rossi Antonio', [], 'print-of-marie')).toEqual(['DUBOIS Marie']);
    expect(match('Dubois Marie', [], 'print-of-a-namesake')).not.toContain('DUBOIS Marie');
    // Nobody's number is known of him: the name decides.
    expect(match('Smet Jan', [], 'print-of-somebody')).toBe('SMET Jan');
  });

  it('is nobody for a break, a meeting, a stranger or an empty line [X02]', () => {
    for (const words of ['', 'Pause midi', 'Réunion', 'Lambert Luc', 'visite', 'ber', 'Du'])
      expect(match(words), words).toBe('nobody');
  });

  it('never names anybody whose family name stands nowhere in the line [X02]', () => {
    const word = fc.constantFrom(
      'Marie',
      'Jean',
      'Luc',
      'de',
      'van',
      'la',
      'Croix',
      'Noël',
      'Berghe',
      'Petit',
      'M.',
      'suivi',
      'Smet',
      'Dubois',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        const found = matchPatient({ words: words.join(' '), births: [], number: null }, people);
        if (found.match !== 'one') return;
        const plain = (text: string): string =>
          text
            .normalize('NFD')
            .replace(/[^a-z]/gi, '')
            .toLowerCase();
        expect(plain(words.join(''))).toContain(plain(found.patient.family));
      }),
      { numRuns: 500 },
    );
  });
});
