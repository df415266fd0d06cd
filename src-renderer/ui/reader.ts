import { createContext, useContext } from 'react';
import type { HospitalFacts, Role } from '../../contracts/person.ts';

/** Who reads the window and what the hospital says of itself; null as long as it is not known. */
export interface Reader {
  readonly role: Role | null;
  readonly hospital: HospitalFacts | null;
}

/** Set once by the window; a refusal reads it to name whom to call, and not the reader himself. */
export const ReaderContext = createContext<Reader>({ role: null, hospital: null });

/** Who reads what is drawn here. */
export function useReader(): Reader {
  return useContext(ReaderContext);
}
