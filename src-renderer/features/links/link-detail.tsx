import { FileText, FolderOpen, PenLine } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TherapeuticLink } from '../../../contracts/link.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace, Facts, Subject } from '../../ui/facts.tsx';
import { FailureNotice } from '../../ui/notice.tsx';
import { formatDate, formatMoment } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import type { LinkRow } from './link-rows.ts';
import { readState } from './link-sentences.ts';

interface LinkDetailProps {
  readonly row: LinkRow;
  /** False while the hospital has not said which forms there are. */
  readonly formsKnown: boolean;
  readonly onOpen: (link: TherapeuticLink) => void;
  readonly onRenew: (link: TherapeuticLink) => void;
  readonly renewal: { readonly patient: string; readonly show: ReactNode } | null;
  readonly onShowForm: () => void;
}

/** One link: what it is, what its next step is, and the one or two deeds that make it. */
export function LinkDetail({ row, formsKnown, onOpen, onRenew, renewal, onShowForm }: LinkDetailProps) {
  const { link, form, prepared } = row;
  const { patient } = link;
  const waits = link.state === 'draft' || link.state === 'printed' || prepared !== null;
  const isUnreadable = link.state === 'active' && !link.readable;
  return (
    <>
      <Subject title={`${patient.family} ${patient.given}`} why={readState(row).text} />
      <Facts
        facts={[
          { label: words('links.fact.birth'), value: formatDate(patient.birthDate) },
          { label: words('links.fact.created'), value: formatDate(link.createdAt) },
          { label: words('links.fact.until'), value: link.validUntil === null ? null : formatDate(link.validUntil) },
          { label: words('links.fact.reference'), value: form?.reference },
          { label: words('links.fact.printed'), value: form === null ? null : formatMoment(form.printedAt) },
          {
            label: words('links.fact.filed'),
            value:
              form?.scan === null || form?.scan === undefined
                ? null
                : words('links.fact.filed-value', { at: formatMoment(form.scan.filedAt), pages: form.scan.pages }),
          },
        ]}
      />
      {isUnreadable ? <FailureNotice failure={{ code: 'record-not-available', incident: '' }} /> : null}
      {renewal?.patient === patient.id ? renewal.show : null}
      {link.state === 'active' && link.readable ? (
        <DeedPlace
          button={
            <Button icon={<FolderOpen aria-hidden />} onPress={() => onOpen(link)}>
              {words('links.open-record')}
            </Button>
          }
          consequence={words('links.open-record.consequence')}
        />
      ) : null}
      {isUnreadable || renewal?.patient === patient.id ? null : (
        <DeedPlace
          button={
            <Button look="primary" icon={<PenLine aria-hidden />} onPress={() => onRenew(link)}>
              {words(waits ? 'links.sign' : 'link.renew')}
            </Button>
          }
          consequence={words(
            waits
              ? 'links.sign.consequence'
              : link.state === 'expired'
                ? 'links.renew.expired'
                : 'links.renew.consequence',
          )}
        />
      )}
      {form === null || form.scan === null ? null : (
        <DeedPlace
          button={
            <Button icon={<FileText aria-hidden />} onPress={onShowForm}>
              {words('links.show-form')}
            </Button>
          }
          consequence={words('links.show-form.consequence')}
        />
      )}
      {formsKnown ? null : <p>{words('links.forms-unknown')}</p>}
    </>
  );
}
