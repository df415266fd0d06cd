import type { TherapeuticLink } from '../../contracts/link.ts';
import type { LinkStore } from '../features/link/link-store.ts';

/** What stands in the large part of the window. */
export type Place =
  | { readonly at: 'home' }
  | { readonly at: 'record'; readonly patient: string }
  | {
      readonly at: 'link';
      readonly intent: 'new' | 'resume';
      readonly link: string | null;
      readonly store: LinkStore;
    }
  | { readonly at: 'over'; readonly link: TherapeuticLink }
  | { readonly at: 'links' }
  | { readonly at: 'todo' }
  | { readonly at: 'agenda' };
