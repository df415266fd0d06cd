import { mostPictures, type Printout } from '../../contracts/print.ts';

type Picture = Printout['pictures'][number];
type PrintedSeries = Printout['series'][number];

/** What is gathered for one print while its parts are put into words: pictures, and what the paper must be. */
export interface Album {
  /** Keeps a picture; the address by which the page shows it. Throws once there are too many. */
  add(picture: Picture): string;
  /** How many pictures there is still room for. */
  room(): number;
  /** The paper lies: a curve at true scale or a wide table needs its length. */
  lay(): void;
  /** Results of the whole record stand on it, under this title. */
  entitle(title: string): void;
  /** An image or a curve of this series stands on it. */
  addSeries(series: PrintedSeries): void;
}

/** An album with what was put into it. */
export interface FilledAlbum extends Album {
  read(): Omit<Printout, 'html'>;
}

/** Opens an empty album: standing paper, the document's own title. */
export function openAlbum(): FilledAlbum {
  const pictures: Picture[] = [];
  const series = new Map<string, PrintedSeries>();
  let landscape = false;
  let title: string | null = null;
  return {
    add(picture) {
      if (pictures.length >= mostPictures) throw new Error('more pictures than one print holds');
      pictures.push(picture);
      return `picture-${pictures.length}`;
    },
    room: () => mostPictures - pictures.length,
    lay() {
      landscape = true;
    },
    entitle(text) {
      title = text;
    },
    addSeries(one) {
      series.set(`${one.study} ${one.series}`, one);
    },
    read: () => ({ pictures, landscape, title, laboratory: title !== null, series: [...series.values()] }),
  };
}

/** A canvas as a picture: lossless, or for what was a photograph already as a JPEG that nobody tells from it. */
export async function toPicture(canvas: HTMLCanvasElement, mime: Picture['mime'] = 'image/png'): Promise<Picture> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, mime, 0.93));
  if (blob === null) throw new Error('a canvas that cannot be read');
  return { mime, bytes: new Uint8Array(await blob.arrayBuffer()) };
}
