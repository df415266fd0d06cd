import { Lightbulb } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { SidePanel } from '../ui/side-panel.tsx';
import { viewerKeys } from '../viewer/tools.ts';
import { toKeyName } from '../words/key-name.ts';
import { words, type WordId } from '../words/words.ts';
import styles from './keys-panel.module.css';

interface KeyGroup {
  readonly title: WordId;
  readonly keys: readonly (readonly [label: WordId, ...keys: string[]])[];
}

const groups: readonly KeyGroup[] = [
  {
    title: 'keys.everywhere',
    keys: [
      ['keys.search', 'Ctrl', 'K'],
      ['keys.new-patient', 'Ctrl', 'N'],
      ['agenda.next', 'F8'],
      ['keys.lock', 'Ctrl', 'L'],
      ['keys.help', '?'],
    ],
  },
  {
    title: 'keys.in-record',
    keys: [
      ['keys.walk', '↑', '↓'],
      ['keys.open', 'Enter'],
      ['keys.find', 'Ctrl', 'F'],
      ['keys.next-hit', 'F3'],
      ['keys.previous-hit', 'Shift', 'F3'],
      ['keys.back', 'Escape'],
      ['keys.full', 'F'],
      ['keys.show', 'E'],
      ['keys.second', 'S'],
      ['keys.show-pointer', 'Ctrl', '← ↑ → ↓'],
      ['keys.show-size', 'Ctrl', '+ −'],
      ['keys.print', 'Ctrl', 'P'],
      ['keys.mark-seen', 'V'],
      ['keys.mark-todo', 'A'],
      ['keys.mark-done', 'T'],
    ],
  },
];

/** Every key, beside the work and not over it [X17]. */
export function KeysPanel({ onClose, onGuide }: { onClose: () => void; onGuide: () => void }) {
  return (
    <SidePanel title={words('keys.title')} close={words('keys.close')} size="small" onClose={onClose}>
      {groups.map((group) => (
        <section key={group.title}>
          <h3 className={styles['group']}>{words(group.title)}</h3>
          <dl className={styles['rows']}>
            {group.keys.map(([label, ...keys]) => (
              <KeyRow key={label} label={words(label)} keys={keys} />
            ))}
          </dl>
        </section>
      ))}
      <section>
        <h3 className={styles['group']}>{words('keys.in-images')}</h3>
        <dl className={styles['rows']}>
          {viewerKeys.map(({ keys, word, tool }) => {
            const label = words(word, tool === undefined ? {} : { tool: words(tool) });
            return <KeyRow key={`${keys}-${label}`} label={label} keys={keys.split(/(?<!,) /)} />;
          })}
        </dl>
      </section>
      <Button icon={<Lightbulb size={16} aria-hidden />} onPress={onGuide}>
        {words('guidance.again')}
      </Button>
    </SidePanel>
  );
}

function KeyRow({ label, keys }: { label: string; keys: readonly string[] }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className={styles['keys']}>
        {keys.map((key) => (
          <Kbd key={key}>{toKeyName(key)}</Kbd>
        ))}
      </dd>
    </>
  );
}
