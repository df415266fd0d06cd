import { isKeptTransferSyntax, isUid } from '../dicom/parse-part10.ts';
import type { AnsweredContext, ProposedContext } from './association.ts';

/** Verification SOP class: C-ECHO. */
export const verification = '1.2.840.10008.1.1';

const IMPLICIT = '1.2.840.10008.1.2';
const STANDARD = '1.2.840.10008.';
/** Storage SOP classes of the standard: images, waveforms, documents, measurements; and those that stand outside of that arc (PS3.4 B.5, GG). */
const STORAGE = [
  '1.2.840.10008.5.1.4.1.1.',
  '1.2.840.10008.5.1.4.34.7',
  '1.2.840.10008.5.1.4.34.10',
  '1.2.840.10008.5.1.4.38.1',
  '1.2.840.10008.5.1.4.39.1',
  '1.2.840.10008.5.1.4.43.1',
  '1.2.840.10008.5.1.4.44.1',
  '1.2.840.10008.5.1.4.45.1',
];

/** True for a class whose objects are kept: every storage class of the standard, and makers' own ones, that are kept without being shown. */
export function isStorageClass(uid: string): boolean {
  if (!isUid(uid)) return false;
  if (!uid.startsWith(STANDARD)) return true;
  return STORAGE.some((one) => (one.endsWith('.') ? uid.startsWith(one) : uid === one));
}

/**
 * Answers proposed contexts. Of a context's transfer syntaxes the sender's first that is kept is taken, implicit VR last: it loses
 * the types of private elements. Nothing is ever transcoded here.
 */
export function answerContexts(proposed: readonly ProposedContext[]): readonly AnsweredContext[] {
  return proposed.map(({ id, sopClass, transferSyntaxes }): AnsweredContext => {
    const refused = transferSyntaxes[0] ?? IMPLICIT;
    if (sopClass !== verification && !isStorageClass(sopClass)) return { id, result: 3, transferSyntax: refused };
    const kept = transferSyntaxes.filter(isKeptTransferSyntax);
    const chosen = kept.find((uid) => uid !== IMPLICIT) ?? kept[0];
    return chosen === undefined
      ? { id, result: 4, transferSyntax: refused }
      : { id, result: 0, transferSyntax: chosen };
  });
}
