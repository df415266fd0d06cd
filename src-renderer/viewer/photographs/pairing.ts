/** A photograph of the record, as its timeline names it. */
export interface PhotographEntry {
  readonly document: string;
  readonly title: string;
  /** Instant or bare date, null when unknown. */
  readonly at: string | null;
  /** Part of the body as the source codes or names it. */
  readonly site?: string | undefined;
}

const places =
  'jambe|cuisse|genou|mollet|cheville|pied|talon|orteil|hanche|main|doigt|poignet|avant-bras|bras|coude|épaule|visage|nez|oreille|œil|paupière|joue|front|cou|cuir chevelu|thorax|sein|dos|abdomen|ventre|fesse|sacrum|aine';
const pattern = new RegExp(`(?<![\\p{L}])(${places})s?(?![\\p{L}])(?:[^.]{0,12}?(?<![\\p{L}])(gauche|droite?))?`, 'iu');

/** The part of the body that a title names, with its side: `jambe gauche`; null when it names none. */
export function toBodySite(title: string): string | null {
  const [, place, side] = pattern.exec(title.normalize('NFC')) ?? [];
  if (place === undefined) return null;
  return [place, side]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLocaleLowerCase('fr');
}

/** What to compare a photograph with: another of the same part of the body, the farthest in time, an undated one last; none when either names no part. */
export function choosePartner(entries: readonly PhotographEntry[], document: string): PhotographEntry | null {
  const own = entries.find((entry) => entry.document === document);
  if (!own) return null;
  const sites = toSites(own);
  if (sites.length === 0) return null;
  const distance = (entry: PhotographEntry): number =>
    isDated(entry) && isDated(own) ? Math.abs(toTime(entry.at) - toTime(own.at)) : -1;
  const alike = entries.filter(
    (entry) => entry.document !== document && toSites(entry).some((site) => sites.includes(site)),
  );
  return alike.toSorted((one, other) => distance(other) - distance(one))[0] ?? null;
}

/** Every name of the part of the body: what the source says of it, and what the title names. */
function toSites({ title, site }: PhotographEntry): readonly string[] {
  return [site, site === undefined ? null : toBodySite(site), toBodySite(title)].filter(
    (one) => typeof one === 'string',
  );
}

/** The two in the order of time, the undated first. */
export function inOrder(one: PhotographEntry, other: PhotographEntry): readonly [PhotographEntry, PhotographEntry] {
  return toTime(one.at) <= toTime(other.at) ? [one, other] : [other, one];
}

const isDated = ({ at }: PhotographEntry): boolean => at !== null && !Number.isNaN(Date.parse(at));

function toTime(at: string | null): number {
  const time = at === null ? Number.NaN : Date.parse(at);
  return Number.isNaN(time) ? 0 : time;
}
