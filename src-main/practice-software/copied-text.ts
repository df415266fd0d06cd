import { createHash } from 'node:crypto';

/** The clipboard of the system, as far as it is used here. */
export interface Clipboard {
  readText(): Promise<string>;
  writeText(text: string): Promise<void>;
  clear(): void;
}

/** What was copied out of a record and may still lie on the clipboard. */
export interface CopiedText {
  copy(text: string): Promise<void>;
  /** Takes it back, unless something else was copied since: that is somebody else's. */
  clear(): Promise<void>;
  /** The application ends and can wait for no answer: what it copied a moment ago goes unasked. */
  end(): void;
}

/** Long enough to change windows and paste; then nobody else finds it. */
const KEPT = 300_000;

/** By its hash: a second copy in memory would outlive the record. Systems write line ends their own way. */
const toHash = (text: string): string => createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');

/** Opens the keeper of the clipboard: what a physician copied leaves it after five minutes, or earlier when the record may not be read any more. */
export function openCopiedText(clipboard: Clipboard): CopiedText {
  let copied: string | null = null;
  let timer: NodeJS.Timeout | undefined;

  async function clear(): Promise<void> {
    clearTimeout(timer);
    const mine = copied;
    if (mine === null) return;
    copied = null;
    const there = await clipboard.readText().catch(() => '');
    // A window without the focus is told nothing on some systems: in doubt it goes. What is copied anew meanwhile has its own end.
    if (copied === null && (there === '' || toHash(there) === mine)) clipboard.clear();
  }

  return {
    clear,
    async copy(text) {
      clearTimeout(timer);
      copied = toHash(text);
      timer = setTimeout(() => void clear(), KEPT);
      timer.unref();
      await clipboard.writeText(text);
    },
    end() {
      clearTimeout(timer);
      if (copied !== null) clipboard.clear();
      copied = null;
    },
  };
}
