import type { StudySummary } from '../../../../contracts/imaging.ts';
import { type LabelledPicture, PhotographPair } from '../../../../src-renderer/viewer/photographs/photograph-pair.tsx';
import { readFilePicture, readStudyPicture } from '../../../../src-renderer/viewer/photographs/picture.ts';
import type { PixelPlan } from '../plan.ts';

/** A photograph of a comparison: its study with its files, and what stands beside it. */
export interface PhotographWish {
  readonly study: StudySummary;
  readonly files: PixelPlan['files'];
  readonly date: string;
  readonly title: string;
}

/** The comparison of the first images of two studies. */
export async function readPair(
  wishes: readonly [PhotographWish, PhotographWish],
  openPort: (plan: PixelPlan) => Promise<MessagePort>,
): Promise<React.ReactElement> {
  const read = async ({ study, files, date, title }: PhotographWish): Promise<LabelledPicture> => ({
    date,
    title,
    picture: await readStudyPicture(study, await openPort({ files })),
  });
  const [before, after] = [await read(wishes[0]), await read(wishes[1])];
  return <PhotographPair before={before} after={after} />;
}

/** Width and height of a picture file, upright. */
export async function readUpright(base64: string): Promise<{ width: number; height: number }> {
  const { width, height } = await readFilePicture(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
  return { width, height };
}
