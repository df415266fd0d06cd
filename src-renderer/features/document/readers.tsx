import { type ComponentProps, lazy, Suspense } from 'react';
import { Waiting } from '../../ui/progress.tsx';
import { words } from '../../words/words.ts';
import { reportFault } from '../../ui/report-fault.ts';

const readPdf = () => import('./pdf-part.tsx');
const readFile = () => import('./file-part.tsx');
const readScan = () => import('./scan-part.tsx');
const readPhotographs = () => import('./photograph-comparison.tsx');
const readStudy = () => import('./study-part.tsx');
const LazyPdf = lazy(async () => ({ default: (await readPdf()).PdfPart }));
const LazyFile = lazy(async () => ({ default: (await readFile()).FilePart }));
const LazyScan = lazy(async () => ({ default: (await readScan()).ScanPart }));
const LazyPhotographs = lazy(async () => ({ default: (await readPhotographs()).PhotographComparison }));
const LazyStudy = lazy(async () => ({ default: (await readStudy()).StudyPart }));

/** The PDF reader; its code is fetched apart, so that the window starts without it [C7]. */
export function PdfPart(props: ComponentProps<typeof LazyPdf>) {
  return (
    <Suspense fallback={<Waiting label={words('pdf.loading')} />}>
      <LazyPdf {...props} />
    </Suspense>
  );
}

/** The reader of RTF, CDA and the Belgian formats. */
export function FilePart(props: ComponentProps<typeof LazyFile>) {
  return (
    <Suspense fallback={<Waiting label={words('file.loading')} />}>
      <LazyFile {...props} />
    </Suspense>
  );
}

/** The reader of scanned pages. */
export function ScanPart(props: ComponentProps<typeof LazyScan>) {
  return (
    <Suspense fallback={<Waiting label={words('scan.loading')} />}>
      <LazyScan {...props} />
    </Suspense>
  );
}

/** Two photographs, one beside or over the other. */
export function PhotographComparison(props: ComponentProps<typeof LazyPhotographs>) {
  return (
    <Suspense fallback={<Waiting label={words('photographs.loading')} />}>
      <LazyPhotographs {...props} />
    </Suspense>
  );
}

/** The image viewer; its code is fetched apart too. */
export function StudyPart(props: ComponentProps<typeof LazyStudy>) {
  return (
    <Suspense fallback={<Waiting label={words('study.waiting')} />}>
      <LazyStudy {...props} />
    </Suspense>
  );
}

/** Fetches every reader while nobody waits for them, one after the other: the first letter and the first scanner then open at once. */
export function preloadReaders(): void {
  whenIdle(async () => (await readPdf()).warmPdf())
    .then(() => whenIdle(readStudy))
    .then(({ prepareViewer }) => whenIdle(prepareViewer))
    .catch(reportFault);
}

/** Runs the work when the window has nothing else to do, at the latest after two seconds. */
function whenIdle<T>(work: () => T | Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    requestIdleCallback(
      () => {
        Promise.resolve().then(work).then(resolve, reject);
      },
      { timeout: 2_000 },
    );
  });
}
