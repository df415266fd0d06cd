import { mostPages } from '../../../contracts/signed-form.ts';
import type { ScannedPage } from './read-scans.ts';

/** The pages that belong to one form, in the order in which they came. */
export interface ScannedForm {
  readonly reference: string;
  readonly pages: readonly ScannedPage[];
  readonly isTooLong: boolean;
}

/** Pages by their reference; what has none is nobody's until somebody says whose. */
export function toForms(pages: readonly ScannedPage[]): readonly ScannedForm[] {
  const forms = new Map<string, ScannedPage[]>();
  for (const page of pages) {
    if (page.reference === null) continue;
    const own = forms.get(page.reference) ?? [];
    own.push(page);
    forms.set(page.reference, own);
  }
  return [...forms].map(([reference, own]) => ({ reference, pages: own, isTooLong: own.length > mostPages }));
}
