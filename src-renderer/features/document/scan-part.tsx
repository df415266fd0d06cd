import { RotateCw } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { OnPaper } from '../../print/on-paper.tsx';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useShowing } from '../../ui/showing.ts';
import { words } from '../../words/words.ts';
import pdf from './pdf.module.css';
import { toScanPaper } from './paper/pages-paper.tsx';
import { toUnreadPaper } from './paper/parts-paper.tsx';
import { openPicture } from './readers/open-picture.ts';
import { openScan, type ScanFile } from './readers/scan-file.ts';
import { ScanSheet } from './scan-sheet.tsx';
import { useWidth } from './use-width.ts';
import { ZoomTools } from './zoom-tools.tsx';

type ScanState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'shown'; readonly file: ScanFile }
  | { readonly phase: 'failed' };

const widest = 880;
const zooms = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const;

interface ScanPartProps {
  readonly format: 'tiff' | 'image';
  readonly bytes: Uint8Array;
  readonly title: string | null;
}

/** A scanned letter page under page, as wide as the pane, turned as it says itself and by hand; a broken one says so in its place. */
export function ScanPart({ format, bytes, title }: ScanPartProps) {
  const [state, setState] = useState<ScanState>({ phase: 'loading' });
  const [zoom, setZoom] = useState(3);
  const [turns, setTurns] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);

  useEffect(() => {
    setState({ phase: 'loading' });
    const opening = new AbortController();
    const open = format === 'tiff' ? openScan : openPicture;
    open(bytes, opening.signal).then(
      (file) => {
        if (!opening.signal.aborted) setState({ phase: 'shown', file });
      },
      () => {
        if (!opening.signal.aborted) setState({ phase: 'failed' });
      },
    );
    return () => opening.abort();
  }, [format, bytes]);

  const factor = zooms[zoom] ?? 1;
  const { scale } = useShowing();
  const { file } = state.phase === 'shown' ? state : { file: null };
  return (
    <section ref={box} className={pdf['pdf']} aria-label={title ?? words('scan.document')}>
      {state.phase === 'loading' ? <Waiting label={words('scan.loading')} /> : null}
      {state.phase === 'failed' ? (
        <>
          <FailureNotice failure={{ code: 'document-unreadable', incident: '' }} />
          <OnPaper read={toUnreadPaper} />
        </>
      ) : null}
      {file !== null && width > 0 ? (
        <>
          <div className={pdf['tools']} data-tools>
            <span>{words('scan.pages', { count: file.pages.length })}</span>
            <ZoomTools zoom={zoom} last={zooms.length - 1} factor={factor} onZoom={setZoom} />
            <Button look="quiet" size="small" icon={<RotateCw aria-hidden />} onPress={() => setTurns((turns + 1) % 4)}>
              {words('scan.turn')}
            </Button>
          </div>
          <div className={pdf['pages']}>
            {file.pages.map((page, place) => (
              <ScanSheet
                // Pages have no name but their place.
                key={place + 1}
                file={file}
                page={page}
                number={place + 1}
                width={Math.round(Math.min(width, widest * scale) * factor)}
                turns={turns}
              />
            ))}
          </div>
          <OnPaper read={(album) => toScanPaper(file, format, turns, album)} />
          {file.more > 0 ? <Notice tone="warning" title={words('scan.more', { count: file.more })} /> : null}
        </>
      ) : null}
    </section>
  );
}
