import type { ViewerPlace } from '../../../../contracts/second-screen.ts';
import type { Answers } from '../scripted-bridge.ts';
import { findView } from './sample-record.ts';
import { sampleStudy } from './sample-study.ts';

const never = () => new Promise<never>(() => undefined);

/** What the second window shows: images, nothing, images on their way, a look that could not be kept. */
interface SecondScene {
  readonly shown: { readonly place: ViewerPlace | null } | null;
  readonly look: 'kept' | 'trace-unavailable';
  readonly hasPixels: boolean;
}

/** The second window's own states, by name; `second.html` opens them. */
export const secondScenes: Readonly<Record<string, SecondScene>> = {
  'second-images': { shown: { place: null }, look: 'kept', hasPixels: true },
  'second-empty': { shown: null, look: 'kept', hasPixels: true },
  'second-waiting': { shown: { place: null }, look: 'kept', hasPixels: false },
  'second-refused': { shown: { place: null }, look: 'trace-unavailable', hasPixels: true },
};

/** What is shown to the patient, and a window whose images stand on the second screen. Every one has real images. */
export const showAnswers: Readonly<Record<string, Answers>> = {
  show: { 'show/report': () => ({}) },
  images: {},
  'images-alone': { 'second-screen/read': () => ({ available: true, wanted: false, shown: null }) },
  'images-away': {
    'second-screen/read': () => ({
      available: true,
      wanted: true,
      shown: { patient: '00000000-0000-4000-8000-000000002001', study: sampleStudy.studyInstanceUid },
    }),
    'second-screen/show': () => ({}),
    'second-screen/leave': () => ({}),
    'second-screen/bring-back': () => ({}),
  },
  'images-look-refused': { 'study/report-look': () => 'trace-unavailable' },
  'images-waiting': {},
  'alerts-on': { 'alert/read': () => ({ on: true }), 'alert/choose': () => ({}) },
};

/** What printing says: under way, done, the question closed, no printer, failed, not traced. */
export const printAnswers: Readonly<Record<string, Answers>> = {
  'print-done': { 'document/print': () => ({ printed: true }) },
  'print-closed': { 'document/print': () => ({ printed: false }) },
  'print-busy': { 'document/print': never },
  'print-no-printer': { 'document/print': () => 'printer-absent' },
  'print-failed': { 'document/print': () => 'print-failed' },
  'print-untraced': { 'document/print': () => 'trace-unavailable' },
  'print-nothing': {
    'document/open': ({ document }) => {
      const view = findView(document);
      if (view === null) return 'document-not-available';
      return { ...view, parts: [{ show: 'unreadable', title: null, code: 'document-unreadable', mime: null }] };
    },
  },
  'print-receipt': { 'record/print-receipt': () => ({}) },
  'print-receipt-failed': { 'record/print-receipt': () => 'printer-absent' },
};
