/** The zone of the practice: whatever hour an agenda says without a zone is one of Belgium. */
export const practiceZone = 'Europe/Brussels';

/** Names that Windows software writes for zones, as Unicode CLDR maps them: Europe, and those met in its calendars. */
const windowsZones: Readonly<Record<string, string>> = {
  'Romance Standard Time': 'Europe/Brussels',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Central Europe Standard Time': 'Europe/Budapest',
  'Central European Standard Time': 'Europe/Warsaw',
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Atlantic/Reykjavik',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'FLE Standard Time': 'Europe/Kiev',
  'GTB Standard Time': 'Europe/Bucharest',
  'Morocco Standard Time': 'Africa/Casablanca',
  'Turkey Standard Time': 'Europe/Istanbul',
  UTC: 'UTC',
};

const formats = new Map<string, Intl.DateTimeFormat | null>();

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  let format: Intl.DateTimeFormat | null = null;
  try {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
  } catch {
    // No zone of that name.
  }
  if (formats.size < 200) formats.set(zone, format);
  return format;
}

/** The IANA zone that a TZID means: itself, the end of a path, or a name of Windows; null for a name that nobody knows. */
export function toZone(tzid: string): string | null {
  const bare = tzid.replace(/^["/]+|"+$/g, '').trim();
  const candidates = [
    windowsZones[bare],
    bare,
    bare.split('/').slice(-2).join('/'),
    bare.split('/').slice(-3).join('/'),
  ];
  return candidates.find((zone) => zone !== undefined && /^[A-Za-z]/.test(zone) && formatOf(zone) !== null) ?? null;
}

/** Calendar day and clock time, as they are written. */
export interface Wall {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** `HH:MM`. */
  readonly at: string;
}

/** What the clocks of a zone show at an instant. */
export function toWall(time: number, zone: string): Wall {
  const parts = Object.fromEntries(
    formatOf(zone)
      ?.formatToParts(time)
      .map(({ type, value }) => [type, value]) ?? [],
  );
  return {
    day: `${parts['year']}-${parts['month']}-${parts['day']}`,
    at: `${parts['hour']}:${parts['minute']}`,
  };
}

/** The instant at which the clocks of a zone show this; an hour that spring leaves out is the one after it, of two in autumn the first. */
export function toInstant({ day, at }: Wall, zone: string): number {
  const wanted = Date.parse(`${day}T${at}:00Z`);
  const offsetAt = (time: number): number => {
    const shown = toWall(time, zone);
    return Date.parse(`${shown.day}T${shown.at}:00Z`) - time;
  };
  const [before, after] = [offsetAt(wanted - 86_400_000), offsetAt(wanted + 86_400_000)];
  const earlier = wanted - Math.max(before, after);
  const later = wanted - Math.min(before, after);
  if (offsetAt(earlier) === Math.max(before, after)) return earlier;
  return offsetAt(later) === Math.min(before, after) ? later : wanted - before;
}
