import { lazy, Suspense, useCallback } from 'react';
import { useStore } from 'zustand';
import type { TherapeuticLink } from '../../contracts/link.ts';
import { readPatients } from '../features/patients/patients-store.ts';
import { Waiting } from '../ui/progress.tsx';
import { reportFault } from '../ui/report-fault.ts';
import { words } from '../words/words.ts';
import { OpenRenewal } from './open-renewal.tsx';
import { goHome, openLink, type Session, startRenewal } from './session.ts';

// Nobody needs it to open a record: its code is fetched apart, like that of the readers [C7].
const LazyLinks = lazy(async () => ({ default: (await import('../features/links/links.tsx')).Links }));
const LazyPdf = lazy(async () => ({ default: (await import('../features/document/pdf-part.tsx')).PdfPart }));

/** All links of the physician: what they are is the list of patients', the paper of them is asked here. */
export function AllLinks({ session, now, online }: { session: Session; now: Date; online: boolean }) {
  const patients = useStore(session.patients);
  const renewal = useStore(session.renewal);
  const { ask } = session.bridge;
  const open = useCallback((link: TherapeuticLink) => openLink(session, link), [session]);
  const renew = useCallback((link: TherapeuticLink) => startRenewal(session, link), [session]);
  const again = useCallback(() => {
    readPatients(session.patients, ask).catch(reportFault);
  }, [session, ask]);
  return (
    <Suspense fallback={<Waiting label={words('links.loading')} />}>
      <LazyLinks
        ask={ask}
        links={patients}
        now={now}
        online={online}
        onOpen={open}
        onRenew={renew}
        onRetry={again}
        onLeave={() => goHome(session)}
        renewal={
          renewal === null
            ? null
            : { patient: renewal.patient, show: <OpenRenewal session={session} store={renewal.store} /> }
        }
        openPaper={async (bytes, signal) => (await import('./paper.ts')).openPaper(bytes, signal)}
        showPdf={(bytes, title) => <LazyPdf bytes={bytes} title={title} />}
      />
    </Suspense>
  );
}
