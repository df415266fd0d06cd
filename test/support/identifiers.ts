/** The parts of one fictitious national number, written in every way that anybody writes one. */
function toNissForms([y, m, d, n, c]: readonly [string, string, string, string, string]): readonly string[] {
  return [
    `${y}.${m}.${d}-${n}.${c}`,
    `${y}${m}${d}${n}${c}`,
    `${y}${m}${d} ${n} ${c}`,
    `${y}${m}${d}-${n}-${c}`,
    `${y}${m}${d}-${n}${c}`,
    `${y} ${m} ${d} ${n} ${c}`,
    `${y}\u00a0${m}\u00a0${d}\u00a0${n}\u00a0${c}`,
    `${y}/${m}/${d}-${n}.${c}`,
    `${y}.${m}.${d}.${n}.${c}`,
    `${y}.${m}.${d}\u2011${n}.${c}`,
    `${y}.${m}.${d}\u2013${n}.${c}`,
    `${y}_${m}_${d}_${n}_${c}`,
    `${y}${m}${d}${n}${c}^^^NISS^NN`,
    `https://www.ehealth.fgov.be/standards/fhir/core/NamingSystem/ssin|${y}${m}${d}${n}${c}`,
    `niss-${y}${m}${d}${n}${c}.pdf`,
  ];
}

/** What must stand in no line that leaves the hand of the program, by its kind. All of it is fictitious. */
const identifiers = {
  // Born in the last century, in this one, and a bis number: the month with 20 or 40 added.
  niss: [
    ...toNissForms(['55', '03', '12', '214', '89']),
    ...toNissForms(['05', '11', '30', '001', '42']),
    ...toNissForms(['62', '47', '21', '153', '07']),
  ],
  names: [
    'DUBOIS Marie-Louise',
    'Marie Dubois',
    'Dr Jean-Paul Lefèvre',
    'VAN DEN BERGHE, Élise',
    'Dupont^Jeanne^^^Mme',
    'Marie-Thérèse de la Vallée',
    'Çelik Özge',
  ],
  births: ['1955-03-12', '12/03/1955', '12.03.1955', '12 mars 1955', '19550312', '1er mars 1955', '12-03-1955'],
  ids: [
    '9fc01524-8d20-420b-b3d4-16324f1603ba',
    '1.2.840.113619.2.55.3.604688119.971.1186563945.467',
    'Patient/9fc01524-8d20-420b-b3d4-16324f1603ba',
  ],
  secrets: [
    'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl',
    'Bearer b3f9Qx7k2LmN8pRsTuVwXyZ0123456789abcdefghi',
    'b3f9Qx7k2LmN8pRsTuVwXyZ0123456789abcdefghi',
    '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49\n-----END PRIVATE KEY-----',
    'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    'claire.lambert@example.be',
  ],
} as const;

/** Words of a letter, a password, a printed code: of no shape by which a program could tell them. */
export const unshaped = [
  'votre patiente présente une anémie ferriprive',
  'quatre chevaux lents 7',
  'K7QM-1037-XW2T',
  'dubois',
] as const;

/** All that has a shape. */
export const shaped: readonly string[] = Object.values(identifiers).flat();

/** Whatever of `poured` can be read in a text, also as JSON writes it; a name counts by each of its words, a key by its middle. */
export function findIn(text: string, poured: readonly string[] = [...shaped, ...unshaped]): readonly string[] {
  const words = ['Dubois', 'DUBOIS', 'Lefèvre', 'BERGHE', 'Dupont', 'Vallée', 'Çelik', 'MIGHAgEA'];
  const read = text.toLowerCase();
  const isIn = (one: string): boolean =>
    read.includes(one.toLowerCase()) || read.includes(JSON.stringify(one).slice(1, -1).toLowerCase());
  return [...poured.filter(isIn), ...(poured.length > 1 ? words.filter((one) => text.includes(one)) : [])];
}
