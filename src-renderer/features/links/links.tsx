import { ArrowLeft, ScanLine } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Failure } from '../../../contracts/failure.ts';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/progress.tsx';
import { useReading } from '../../ui/reading.ts';
import { Section, Soft } from '../../ui/section.tsx';
import { words } from '../../words/words.ts';
import { LinkDetail } from './link-detail.tsx';
import { type LinkFilter, type LinkRow, keepRows, linkFilters, toRows } from './link-rows.ts';
import { LinkTable } from './link-table.tsx';
import styles from './links.module.css';
import type { OpenPaper } from './read-scans.ts';
import { ScanDesk } from './scan-desk.tsx';
import { SignedForm } from './signed-form.tsx';

interface LinksProps {
  readonly ask: Bridge['ask'];
  readonly links:
    | { readonly phase: 'loading' }
    | { readonly phase: 'shown'; readonly links: readonly TherapeuticLink[] }
    | { readonly phase: 'failed'; readonly error: Failure };
  readonly now: Date;
  readonly online: boolean;
  /** Opens the record of a running link, or what its link waits for. */
  readonly onOpen: (link: TherapeuticLink) => void;
  readonly onRenew: (link: TherapeuticLink) => void;
  readonly onRetry: () => void;
  readonly onLeave: () => void;
  /** The renewal under way, shown with its patient. */
  readonly renewal: { readonly patient: string; readonly show: ReactNode } | null;
  readonly openPaper: OpenPaper;
  readonly showPdf: (bytes: Uint8Array, title: string) => ReactNode;
}

/** All links of one physician [X08]: what ends, what waits, and the paper of them; each signature is confirmed by itself. */
export function Links(props: LinksProps) {
  const { links, onRetry, onLeave } = props;
  if (links.phase === 'loading')
    return (
      <div className={styles['alone']}>
        <Waiting label={words('links.loading')} />
        <Button look="quiet" onPress={onLeave}>
          {words('links.back')}
        </Button>
      </div>
    );
  if (links.phase === 'failed')
    return (
      <div className={styles['alone']}>
        <FailureNotice
          failure={links.error}
          actions={
            <>
              <Button onPress={onRetry}>{words('patients.retry')}</Button>
              <Button look="quiet" onPress={onLeave}>
                {words('links.back')}
              </Button>
            </>
          }
        />
      </div>
    );
  return <Queues {...props} links={links.links} />;
}

function Queues({ links, ...props }: Omit<LinksProps, 'links'> & { links: readonly TherapeuticLink[] }) {
  const { ask, now, online, onLeave, openPaper, showPdf } = props;
  const [queue, setQueue] = useState<LinkFilter | 'scan'>('all');
  const [chosen, setChosen] = useState<string | null>(null);
  const [shown, setShown] = useState<LinkRow | null>(null);
  const { reading, again } = useReading(() => ask('signed-form/list', {}));
  const { reading: copied } = useReading(() => ask('copy/list', {}));
  const copies = useMemo(
    () => new Map(copied.phase === 'shown' ? copied.value.map(({ patient, until }) => [patient, until]) : []),
    [copied],
  );
  const forms = reading.phase === 'shown' ? reading.value : null;
  const rows = useMemo(() => toRows(links, forms ?? [], now), [links, forms, now]);
  const open = rows.find(({ link }) => link.id === chosen) ?? null;
  const choose = (id: string | null) => {
    setChosen(id);
    setShown(null);
  };
  return (
    <Section
      title={words('links.title')}
      queues={[
        ...linkFilters.map((id) => ({
          id,
          label: words(`links.filter.${id}`),
          // What is not known is no zero.
          count: id === 'unfiled' && forms === null ? null : keepRows(rows, id).length,
        })),
        { id: 'scan' as const, label: words('links.scan'), count: null },
      ]}
      queue={queue}
      onQueue={(id) => {
        setQueue(id);
        choose(null);
      }}
      foot={
        <>
          {online ? null : <Notice tone="warning" title={words('links.offline')} />}
          <Button size="small" icon={<ArrowLeft aria-hidden />} onPress={onLeave}>
            {words('links.back')}
          </Button>
        </>
      }
      detail={
        queue === 'scan' ? (
          <ScanHelp />
        ) : open === null ? (
          <Soft>{words(rows.length === 0 ? 'links.empty' : 'links.choose')}</Soft>
        ) : (
          <LinkDetail
            key={open.link.id}
            {...props}
            row={open}
            formsKnown={forms !== null}
            onShowForm={() => setShown(open)}
          />
        )
      }
    >
      {online && reading.phase === 'failed' ? (
        <FailureNotice
          failure={reading.error}
          title={words('links.forms-unknown')}
          retry={{ label: words('section.retry'), onPress: again }}
        />
      ) : null}
      {queue === 'scan' ? (
        <ScanDesk ask={ask} rows={rows} openPaper={openPaper} onFiled={again} />
      ) : queue === 'unfiled' && forms === null ? (
        reading.phase === 'failed' ? null : (
          <Soft>{words('links.forms-unknown')}</Soft>
        )
      ) : shown === null ? (
        <LinkTable
          ask={ask}
          rows={keepRows(rows, queue)}
          copies={copies}
          now={now}
          filter={queue}
          chosen={chosen}
          onChoose={choose}
          onPrinted={again}
        />
      ) : (
        <SignedForm ask={ask} row={shown} showPdf={showPdf} onBack={() => setShown(null)} />
      )}
    </Section>
  );
}

function ScanHelp() {
  return (
    <>
      <p className={styles['help']}>
        <ScanLine size={20} aria-hidden />
        {words('links.scan.help')}
      </p>
      <Soft>{words('links.scan.help-2')}</Soft>
      <Soft>{words('links.scan.help-3')}</Soft>
    </>
  );
}
