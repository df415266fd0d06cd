import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { words } from '../words/words.ts';
import styles from './frame.module.css';

/** What a sign-in answered beside the yes. */
export interface SignedIn {
  readonly recoveryCodesLeft: number;
  readonly copiesDropped: boolean;
}

/** Below this many recovery codes the person is told. */
const fewCodes = 3;

interface AfterSignInProps {
  readonly signedIn: SignedIn;
  readonly onNoted: () => void;
}

/** What must be known after the sign-in, until it is noted: few recovery codes, copies that are being made again. */
export function AfterSignIn({ signedIn: { recoveryCodesLeft, copiesDropped }, onNoted }: AfterSignInProps) {
  const sentences = [
    ...(copiesDropped ? [words('sign-in.copies-dropped'), words('sign-in.copies-dropped.check')] : []),
    ...(recoveryCodesLeft <= fewCodes ? [words('sign-in.codes-left', { left: recoveryCodesLeft })] : []),
  ];
  const [title, ...others] = sentences;
  if (title === undefined) return null;
  return (
    <div className={styles['notice']}>
      <Notice tone="warning" title={title} actions={<Button onPress={onNoted}>{words('sign-in.dismiss')}</Button>}>
        {others.length === 0 ? null : others.join(' ')}
      </Notice>
    </div>
  );
}
