import type { Picture } from './picture.ts';

type Size = Pick<Picture, 'width' | 'height' | 'millimetres'>;

/** Where both pictures stand in one frame, in parts of its width and height; each is centered. `scale` says what their common scale rests on. */
export interface Placement {
  /** Width by height of the frame. */
  readonly aspect: number;
  readonly before: { readonly width: number; readonly height: number };
  readonly after: { readonly width: number; readonly height: number };
  /** `true`: both files tell their millimetres; `width`: the pictures were made equally wide, whatever they show. */
  readonly scale: 'true' | 'width';
}

/** Places two pictures at one scale: that of the patient where both files tell it, else equal widths. */
export function toPlacement(before: Size, after: Size): Placement {
  const known = before.millimetres !== null && after.millimetres !== null;
  const size = (picture: Size): readonly [number, number] => {
    const factor = known ? (picture.millimetres ?? 1) : 1 / picture.width;
    return [picture.width * factor, picture.height * factor];
  };
  const [one, other] = [size(before), size(after)];
  const [width, height] = [Math.max(one[0], other[0]), Math.max(one[1], other[1])];
  const part = ([w, h]: readonly [number, number]): Placement['before'] => ({ width: w / width, height: h / height });
  return { aspect: width / height, before: part(one), after: part(other), scale: known ? 'true' : 'width' };
}
