import { Download, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { Bridge } from '../../../contracts/ipc.ts';
import type { PhysicianDetail, PhysicianLink } from '../../../contracts/physician.ts';
import { Button } from '../../ui/button.tsx';
import { DeedPlace } from '../../ui/facts.tsx';
import { FailureNotice, Notice } from '../../ui/notice.tsx';
import { ReasonForm } from '../../ui/reason-form.tsx';
import { Soft } from '../../ui/section.tsx';
import { useDeed } from '../../ui/use-deed.ts';
import { formatDate } from '../../words/format.ts';
import { words } from '../../words/words.ts';
import { toListedName } from './physician-words.ts';
import styles from './physicians.module.css';

interface PhysicianLinksProps {
  readonly detail: PhysicianDetail;
  readonly ask: Bridge['ask'];
  readonly onChanged: () => void;
}

/** The signed links of one physician; the chosen one opens under its line with what may be done about it. */
export function PhysicianLinks({ detail: { links, setting }, ask, onChanged }: PhysicianLinksProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <section aria-label={words('physician.links')}>
      <h3 className={styles['heading']}>{words('physician.links')}</h3>
      {links.length === 0 ? <Soft>{words('physician.links.none')}</Soft> : null}
      <ul className={styles['lines']}>
        {links.map((link) => (
          <li key={link.id}>
            <button
              type="button"
              className={styles['link']}
              aria-expanded={link.id === chosen}
              onClick={() => setChosen(link.id === chosen ? null : link.id)}
            >
              {link.birthDate === null
                ? toListedName(link)
                : words('physician.link.patient', { name: toListedName(link), birth: formatDate(link.birthDate) })}
            </button>
            <span className={styles['soft']}>
              {words('physician.link.facts', {
                state: words(`dispute.link.${link.state}`),
                signed: formatDate(link.signedOn),
              })}
              {link.formReference === null ? null : (
                <span className={styles['reference']}>{` · ${link.formReference}`}</span>
              )}
              {link.dispute === null ? null : ` · ${words('physician.link.disputed')}`}
            </span>
            {link.id === chosen ? (
              <LinkDeeds key={link.dispute} link={link} setting={setting} ask={ask} onChanged={onChanged} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface LinkDeedsProps extends Pick<PhysicianLinksProps, 'ask' | 'onChanged'> {
  readonly link: PhysicianLink;
  readonly setting: PhysicianDetail['setting'];
}

function LinkDeeds({ link, setting, ask, onChanged }: LinkDeedsProps) {
  const { deed, run } = useDeed();
  const [saved, setSaved] = useState<string | null>(null);
  const busy = deed.phase === 'busy';
  return (
    <div className={styles['deeds']}>
      {deed.phase === 'failed' ? <FailureNotice failure={deed.error} /> : null}
      {saved === null ? null : <Notice tone="good">{words('physician.link.saved', { name: saved })}</Notice>}
      {link.dispute === null ? (
        <ReasonForm
          open={words('physician.link.dispute')}
          icon={<ShieldAlert size={16} aria-hidden />}
          consequence={words(`physician.link.dispute.${setting.scope}`, { count: setting.delayDays })}
          label={words('physician.dispute.reason')}
          hint={words('dispute.reason.hint')}
          confirm={words('physician.link.dispute')}
          busy={busy}
          onConfirm={(reason) => run(() => ask('dispute/open', { link: link.id, person: null, reason }), onChanged)}
        />
      ) : null}
      <DeedPlace
        button={
          <Button
            icon={<Download size={16} aria-hidden />}
            isPending={busy}
            onPress={() =>
              run(
                () => ask('evidence/make', { link: link.id }),
                ({ saved: name }) => setSaved(name),
              )
            }
          >
            {words('physician.link.evidence')}
          </Button>
        }
        consequence={words('physician.link.evidence.consequence')}
      />
    </div>
  );
}
