import { ExpectedFailure } from '../../contracts/failure.ts';
import type { QidoMatch } from '../store/imaging-store.ts';

/** A QIDO-RS query (PS3.18 10.6): every parameter is understood, or the query is refused. */
export interface QidoQuery {
  readonly matches: readonly QidoMatch[];
  readonly limit: number;
  readonly offset: number;
}

const MOST = 1000;
/** Keywords that may be matched, with their tags. Patient's Name and birth date are none: they never stand in an address. */
const KEYWORDS: Readonly<Record<string, string>> = {
  StudyDate: '00080020',
  StudyTime: '00080030',
  AccessionNumber: '00080050',
  Modality: '00080060',
  ModalitiesInStudy: '00080061',
  StudyDescription: '00081030',
  SeriesDescription: '0008103E',
  PatientID: '00100020',
  BodyPartExamined: '00180015',
  StudyInstanceUID: '0020000D',
  SeriesInstanceUID: '0020000E',
  StudyID: '00200010',
  SeriesNumber: '00200011',
  InstanceNumber: '00200013',
  SOPClassUID: '00080016',
  SOPInstanceUID: '00080018',
  NumberOfFrames: '00280008',
};
const TAGS = new Set(Object.values(KEYWORDS));

/** Reads the parameters; refuses `input-invalid` what it does not know, and a national number in an address. */
export function readQido(parameters: Iterable<readonly [string, string]>): QidoQuery {
  const query = { matches: [] as QidoMatch[], limit: MOST, offset: 0 };
  for (const [name, value] of parameters) {
    if (name === 'limit' || name === 'offset') {
      if (!/^\d{1,7}$/.test(value)) throw new ExpectedFailure('input-invalid');
      query[name] = name === 'limit' ? Math.min(Number(value), MOST) : Number(value);
    } else if (name === 'fuzzymatching') {
      if (value !== 'false') throw new ExpectedFailure('input-invalid');
    } else if (name !== 'includefield') {
      const tag = KEYWORDS[name] ?? (TAGS.has(name.toUpperCase()) ? name.toUpperCase() : undefined);
      if (tag === undefined || value === '' || value.includes('\0')) throw new ExpectedFailure('input-invalid');
      if (tag === '00100020' && /^\d{11}$/.test(value.replace(/[. -]/g, '')))
        throw new ExpectedFailure('input-invalid');
      query.matches.push(toMatch(tag, value));
    }
  }
  return query;
}

function toMatch(tag: string, value: string): QidoMatch {
  if ((tag === '00080020' || tag === '00080030') && value.includes('-')) {
    const [low = '', high = ''] = value.split('-');
    return { tag, mode: 'range', low, high: high === '' ? '~' : high };
  }
  if (/[*?]/.test(value)) {
    const like = value
      .replace(/[\\%_]/g, '\\$&')
      .replaceAll('*', '%')
      .replaceAll('?', '_');
    return { tag, mode: 'like', low: like, high: '' };
  }
  return { tag, mode: 'is', low: value, high: '' };
}
