/** What may stand before a family name and is left out or joined by some software. */
const particles: ReadonlySet<string> = new Set(
  'de d du des la le les l van von vander vanden vande den der ten ter t zu zum zur del della di da dos das do el al ben bin ibn mac mc o saint st'.split(
    ' ',
  ),
);

/** Titles and the everyday words of an agenda: they name nobody. */
const noise: ReadonlySet<string> = new Set(
  (
    'mr mrs ms miss mme mmes mlle madame monsieur mademoiselle m. dr docteur doctor dokter dhr mevr mevrouw meneer heer mw herr frau fr hr ' +
    'patient patiente patienten patientin client rdv rendez vous afspraak termin appointment consultation consult consultatie raadpleging konsultation sprechstunde ' +
    'controle control suivi opvolging nachsorge follow up visite visit bezoek huisbezoek domicile hausbesuch home telephone telefoon telefon tel appel phone video teleconsultation ' +
    'vaccin vaccination vaccinatie impfung prise sang bloedafname bloedname blutabnahme bilan labo resultats resultaten ergebnisse results ' +
    'certificat attest attestation zeugnis renouvellement ordonnance voorschrift rezept prescription nouveau nouvelle nieuw nieuwe neu neuer new urgent urgence dringend ' +
    'tension ta ecg spirometrie suture pansement frottis et en and und avec met mit pour voor fur chez bij bei min minutes minuten uur heures'
  ).split(' '),
);

/** Words that stand in an agenda where nobody comes. */
const pauses: ReadonlySet<string> = new Set(
  'pause midi diner lunch repas middag middagpauze mittag mittagspause break ferme gesloten geschlossen closed conge vacances verlof urlaub holiday vrij libre frei free garde wachtdienst reunion vergadering besprechung meeting formation administration administratie'.split(
    ' ',
  ),
);

const ligatures: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i' };

/** The words of a name without accents and capitals: `VAN DEN BERGHE`, `D’Hondt`, `Müller-Noël` are `van den berghe`, `d hondt`, `muller noel`. */
export function toNameWords(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[œæßøłđı]/g, (letter) => ligatures[letter] ?? letter)
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

/** The words of a line of an agenda that may be somebody's name. `M.` before a name is a title, not an initial. */
export function toNamesOf(line: string): string[] {
  const words = toNameWords(line.replace(/^\s*M\.?\s+(?=\p{L}{2})/u, ' '));
  const names = words.filter((word) => !noise.has(word));
  return names.every((word) => pauses.has(word)) ? [] : names;
}

/** A family name without its particles; the whole of it when it is made of nothing else. */
export function withoutParticles(words: readonly string[]): string[] {
  const rest = words.filter((word) => !particles.has(word));
  return rest.length === 0 ? [...words] : rest;
}

/** True for a word that is only a particle. */
export function isParticle(word: string): boolean {
  return particles.has(word);
}
