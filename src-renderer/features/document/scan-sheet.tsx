import { useEffect, useRef, useState } from 'react';
import { Notice } from '../../ui/notice.tsx';
import { words } from '../../words/words.ts';
import styles from './pdf.module.css';
import type { ScanFile, ScanPage } from './readers/scan-file.ts';
import { readOrientation } from './readers/tiff-orientation.ts';
import { useNear } from './use-near.ts';

interface ScanSheetProps {
  readonly file: ScanFile;
  readonly page: ScanPage;
  readonly number: number;
  /** Width of the page on the screen, in CSS pixels. */
  readonly width: number;
  /** Quarter turns clockwise, asked for by hand. */
  readonly turns: number;
}

/** One scanned page, drawn once it comes near the screen. */
export function ScanSheet({ file, page, number, width, turns }: ScanSheetProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const near = useNear(box, number);
  const [fault, setFault] = useState<'none' | 'failed' | 'cut'>('none');
  const { quarter, isMirrored, ratio } = toLying(page, turns);

  useEffect(() => {
    if (!near) return undefined;
    let wanted = true;
    file.draw(number - 1).then(
      ({ bitmap, isWhole }) => {
        if (wanted && canvas.current !== null)
          drawTurned(canvas.current, bitmap, width * window.devicePixelRatio, ratio, quarter, isMirrored);
        bitmap.close();
        if (wanted) setFault(isWhole ? 'none' : 'cut');
      },
      () => {
        if (wanted) setFault('failed');
      },
    );
    return () => {
      wanted = false;
    };
  }, [file, number, width, near, ratio, quarter, isMirrored]);

  return (
    <div
      ref={box}
      className={styles['page']}
      style={{ width: `${width}px`, height: `${Math.round(width * ratio)}px` }}
      role="img"
      aria-label={words('scan.page', { page: number, total: file.pages.length })}
    >
      <canvas ref={canvas} aria-hidden />
      {fault === 'none' ? null : (
        <div className={styles['failed']}>
          <Notice
            tone={fault === 'cut' ? 'warning' : 'alarm'}
            title={fault === 'cut' ? words('file.cut') : words('scan.page-failed', { page: number })}
          />
        </div>
      )}
    </div>
  );
}

/** How a page is drawn upright: quarter turns clockwise, and its height for a width of one. */
export function toLying(
  { orientation, width, height }: ScanPage,
  turns: number,
): { readonly quarter: number; readonly isMirrored: boolean; readonly ratio: number } {
  const { quarter: own, isMirrored } = readOrientation(orientation);
  const quarter = (own + turns) % 4;
  return { quarter, isMirrored, ratio: quarter % 2 === 0 ? height / width : width / height };
}

/** Draws in one stroke, `pixels` wide. */
export function drawTurned(
  canvas: HTMLCanvasElement,
  bitmap: ImageBitmap,
  pixels: number,
  ratio: number,
  quarter: number,
  isMirrored: boolean,
): void {
  const across = Math.min(Math.round(pixels), 6_000);
  const down = Math.max(1, Math.round(across * ratio));
  canvas.width = across;
  canvas.height = down;
  const sheet = canvas.getContext('2d');
  if (sheet === null) return;
  const [w, h] = quarter % 2 === 0 ? [across, down] : [down, across];
  sheet.imageSmoothingQuality = 'high';
  sheet.translate(across / 2, down / 2);
  sheet.rotate((quarter * Math.PI) / 2);
  if (isMirrored) sheet.scale(-1, 1);
  sheet.drawImage(bitmap, -w / 2, -h / 2, w, h);
}
