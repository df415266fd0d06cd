import { redactText } from '../log.ts';

/** What stands for a value that could be somebody's name. */
const HIDDEN = '[name]';
/** Short codes as senders use them (`LIS`, `GL_01`): no more than four letters in a row, never a word. */
const CODE = /^(?!.*[A-Za-z]{5})[A-Z0-9][A-Z0-9_.-]{0,31}$/;
const CONTROL = /^(?=.*\d)(?!.*[A-Za-z]{5})[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * MSH-3 to MSH-6 as somebody without medical rights may read them: the namespace, when the hospital has set it (MLLP_SENDERS, NUMBERS_OWN)
 * or, where it has set no senders, when it looks like a code. Senders put names of people there too.
 */
export function toShownSystem(text: string, { known, strict }: ShownSystems): string {
  const [name = ''] = text.split(/[\^&]/);
  if (name === '' || known.includes(name)) return name;
  return !strict && CODE.test(name) ? redactText(name) : HIDDEN;
}

/** Which names of systems may be read: those that are set, and nothing else when `strict`. */
export interface ShownSystems {
  readonly known: readonly string[];
  readonly strict: boolean;
}

/** Names of systems from what the hospital has set: senders (`LIS`, `LIS|CHSE`) and its own assigning authorities. */
export function toShownSystems(senders: readonly string[], own: readonly string[]): ShownSystems {
  return { known: [...senders.flatMap((sender) => sender.split('|')), ...own], strict: senders.length > 0 };
}

/** MSH-10 likewise: a number of the sender's, never a word; what looks like a person's number in it is blackened. */
export function toShownControl(text: string): string {
  if (text === '' || UUID.test(text)) return text;
  return CONTROL.test(text) ? redactText(text) : HIDDEN;
}
