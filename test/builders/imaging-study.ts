import { readFileSync } from 'node:fs';
import type { InstanceSummary, SeriesSummary, StudySummary } from '../../contracts/imaging.ts';
import { openText } from '../../src-renderer/viewer/decode/character-set.ts';
import { readFrameFacts, readIdentity } from '../../src-renderer/viewer/decode/facts.ts';
import { readPart10 } from '../../src-renderer/viewer/decode/part10.ts';

/** A study of files on disk, as the vault would announce it, with the file of each SOP Instance UID. */
export interface FiledStudy {
  readonly study: StudySummary;
  readonly files: Readonly<Record<string, string>>;
}

/** Options of `aStudyOf`; `geometry` true lets the summary carry each slice's plane, as a vault that read the tags would. */
export interface StudyWish {
  readonly geometry?: boolean;
  readonly patientIds?: readonly string[];
  readonly description?: string;
  /** Tells each object's SOP class, and one frame for every film, as the hospital's ImagingStudy does. */
  readonly sopClasses?: boolean;
}

/** Announces Part-10 files as one study. All files must be of one study; a file whose tags cannot be read is announced as one frame of the series before it. */
export async function aStudyOf(paths: readonly string[], wish: StudyWish = {}): Promise<FiledStudy> {
  const series = new Map<
    string,
    { modality: string; description: string; number: number | null; instances: InstanceSummary[] }
  >();
  const files: Record<string, string> = {};
  let studyInstanceUid = '';
  for (const path of paths) {
    const bytes = new Uint8Array(readFileSync(path));
    const { dataSet } = await readPart10(bytes);
    const identity = readIdentity(dataSet);
    studyInstanceUid ||= identity.studyInstanceUid;
    const facts = readFrameFactsOrNull(dataSet);
    const own = series.get(identity.seriesInstanceUid) ?? {
      modality: dataSet.string('x00080060')?.trim() ?? 'OT',
      description: openText(dataSet)(dataSet, 'x0008103e'),
      number: dataSet.intString('x00200011') ?? null,
      instances: [],
    };
    series.set(identity.seriesInstanceUid, own);
    files[identity.sopInstanceUid] = path;
    own.instances.push({
      sopInstanceUid: identity.sopInstanceUid,
      ...(wish.sopClasses ? { sopClassUid: dataSet.string('x00080016') ?? '' } : {}),
      frames: wish.sopClasses ? 1 : (facts?.frames ?? 1),
      bytes: bytes.length,
      ...(facts?.instanceNumber != null ? { instanceNumber: facts.instanceNumber } : {}),
      ...(wish.geometry && facts?.plane && facts.frames === 1
        ? {
            geometry: { position: [...facts.plane.position], orientation: [...facts.plane.row, ...facts.plane.column] },
          }
        : {}),
    });
  }
  const study: StudySummary = {
    studyInstanceUid,
    description: wish.description ?? 'Scanner de démonstration',
    date: '2026-11-20',
    patient: {
      name: 'DUBOIS Marie',
      birthDate: '1955-03-12',
      sex: 'female',
      dicomPatientIds: [...(wish.patientIds ?? [])],
    },
    series: [...series].map(([seriesInstanceUid, rest]): SeriesSummary => ({ seriesInstanceUid, ...rest })),
  };
  return { study, files };
}

function readFrameFactsOrNull(dataSet: Parameters<typeof readFrameFacts>[0]) {
  try {
    return readFrameFacts(dataSet, 0);
  } catch {
    return null;
  }
}
