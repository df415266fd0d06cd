import { createContext, type ReactNode, use, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './note-slot.module.css';

const Slot = createContext<HTMLElement | null>(null);

interface NoteSlotProps {
  /** The line of controls, whose notes stand under it. */
  readonly line: ReactNode;
  /** Notes of whoever draws the slot. */
  readonly children?: ReactNode;
}

/** A line that stays one line: what its controls have to say stands in a strip under it, which takes no room while nobody says anything. */
export function NoteSlot({ line, children }: NoteSlotProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <>
      <Slot value={slot}>{line}</Slot>
      <div ref={setSlot} className={styles['notes']}>
        {children}
      </div>
    </>
  );
}

/** What a control of the line has to say, under the line. */
export function Note({ children }: { children: ReactNode }) {
  const slot = use(Slot);
  return slot === null ? null : createPortal(children, slot);
}
