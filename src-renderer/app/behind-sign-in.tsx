import { type ComponentProps, type ReactNode, useEffect, useState } from 'react';
import { reportFault } from '../ui/report-fault.ts';
import type { SignedIn } from './signed-in.tsx';

let loaded: typeof SignedIn | null = null;

/** Fetches the code of everything behind the sign-in; asked for while the user types, so that the first paint does not wait for it [C7]. */
export async function fetchSignedIn(): Promise<typeof SignedIn> {
  loaded = (await import('./signed-in.tsx')).SignedIn;
  return loaded;
}

interface BehindSignInProps extends ComponentProps<typeof SignedIn> {
  /** What stands there until the code has come. */
  readonly meanwhile: ReactNode;
}

/** The place of one signed-in person. React's own `lazy` would hold it back for 300 ms once `meanwhile` was seen. */
export function BehindSignIn({ meanwhile, ...props }: BehindSignInProps) {
  const [Place, setPlace] = useState(() => loaded);
  useEffect(() => {
    if (Place === null) fetchSignedIn().then((one) => setPlace(() => one), reportFault);
  }, [Place]);
  return Place === null ? meanwhile : <Place {...props} />;
}
