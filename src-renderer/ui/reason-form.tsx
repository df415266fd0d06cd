import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { DeedForm } from './deed-form.tsx';
import { DeedPlace } from './facts.tsx';
import { TextField } from './field.tsx';

interface ReasonFormProps {
  /** The deed on the button that opens the form, with its icon. */
  readonly open: string;
  readonly icon?: ReactNode;
  /** What happens, written under the button. */
  readonly consequence: ReactNode;
  readonly label: string;
  readonly hint?: string;
  /** The deed on the button that does it. */
  readonly confirm: string;
  readonly busy: boolean;
  /** `alarm` where something closes or ends; `primary` where something is given back. */
  readonly look?: 'alarm' | 'primary';
  readonly onConfirm: (reason: string) => void;
}

const SHORTEST = 3;

/** A deed that needs a reason: first a button with its consequence, then the one field and the deed itself. */
export function ReasonForm(props: ReasonFormProps) {
  const { open, icon, consequence, label, hint, confirm, busy, look = 'alarm', onConfirm } = props;
  const [reason, setReason] = useState<string | null>(null);
  if (reason === null)
    return (
      <DeedPlace
        button={
          <Button icon={icon} onPress={() => setReason('')}>
            {open}
          </Button>
        }
        consequence={consequence}
      />
    );
  return (
    <DeedForm
      consequence={consequence}
      confirm={confirm}
      look={look}
      busy={busy}
      isReady={reason.trim().length >= SHORTEST}
      onConfirm={() => onConfirm(reason.trim())}
      onCancel={() => setReason(null)}
    >
      <TextField label={label} hint={hint} value={reason} onChange={setReason} maxLength={400} autoFocus />
    </DeedForm>
  );
}
