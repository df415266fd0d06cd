import type { LibraryHandle } from 'koffi';
import { type Card, type CardReaders, CardTrouble } from './reader.ts';

type Call = (...values: unknown[]) => Promise<number>;

interface Library {
  readonly establish: Call;
  readonly release: Call;
  readonly list: Call;
  readonly connect: Call;
  readonly disconnect: Call;
  readonly begin: Call;
  readonly end: Call;
  readonly transmit: Call;
}

const USER = 0;
const SHARED = 2;
const EITHER_PROTOCOL = 3;
const LEAVE = 0;
const RESET = 1;
const LONGEST_ANSWER = 264;

const codes = {
  timeout: 0x8010000a,
  sharing: 0x8010000b,
  noCard: 0x8010000c,
  notReady: 0x80100010,
  readerGone: 0x80100017,
  notTransacted: 0x80100016,
  noService: 0x8010001d,
  serviceStopped: 0x8010001e,
  noReader: 0x8010002e,
  unsupported: 0x80100065,
  unresponsive: 0x80100066,
  unpowered: 0x80100067,
  reset: 0x80100068,
  removed: 0x80100069,
} as const;

/** The system's own PC/SC: its types are as wide as the platform's. */
const platforms = {
  linux: { path: 'libpcsclite.so.1', word: 'unsigned long', handle: 'long', code: 'long', list: 'SCardListReaders' },
  darwin: {
    path: '/System/Library/Frameworks/PCSC.framework/PCSC',
    word: 'uint32_t',
    handle: 'int32_t',
    code: 'int32_t',
    list: 'SCardListReaders',
  },
  win32: { path: 'winscard.dll', word: 'uint32_t', handle: 'uintptr_t', code: 'int32_t', list: 'SCardListReadersA' },
} as const;

let loaded: Library | null = null;

/** Calls of a library run beside this thread: a reader may keep one waiting for seconds. */
function toCall(library: LibraryHandle, name: string, result: string, given: readonly string[]): Call {
  const call = library.func(name, result, [...given]);
  return (...values) =>
    new Promise((resolve, reject) => {
      call.async(...values, (failure: unknown, code: number | bigint) => {
        if (failure === null || failure === undefined) resolve(Number(code) >>> 0);
        else reject(new CardTrouble('no-service'));
      });
    });
}

async function load(): Promise<Library> {
  if (loaded !== null) return loaded;
  const platform = platforms[process.platform as keyof typeof platforms];
  if (platform === undefined) throw new CardTrouble('no-service');
  const { word, handle, code, path } = platform;
  const { default: koffi } = await import('koffi');
  let library: LibraryHandle;
  try {
    library = koffi.load(path);
  } catch {
    throw new CardTrouble('no-service');
  }
  const connect = process.platform === 'win32' ? 'SCardConnectA' : 'SCardConnect';
  loaded = {
    establish: toCall(library, 'SCardEstablishContext', code, [word, 'void *', 'void *', `_Out_ ${handle} *`]),
    release: toCall(library, 'SCardReleaseContext', code, [handle]),
    list: toCall(library, platform.list, code, [handle, 'void *', 'void *', `_Inout_ ${word} *`]),
    connect: toCall(library, connect, code, [handle, 'str', word, word, `_Out_ ${handle} *`, `_Out_ ${word} *`]),
    disconnect: toCall(library, 'SCardDisconnect', code, [handle, word]),
    begin: toCall(library, 'SCardBeginTransaction', code, [handle]),
    end: toCall(library, 'SCardEndTransaction', code, [handle, word]),
    transmit: toCall(library, 'SCardTransmit', code, [
      handle,
      'void *',
      'void *',
      word,
      'void *',
      'void *',
      `_Inout_ ${word} *`,
    ]),
  };
  return loaded;
}

/** A failure of the system's library as what the user can do something about. */
function toTrouble(code: number): CardTrouble {
  switch (code) {
    case codes.noService:
    case codes.serviceStopped:
      return new CardTrouble('no-service');
    case codes.noReader:
    case codes.readerGone:
      return new CardTrouble('no-reader');
    case codes.noCard:
      return new CardTrouble('no-card');
    case codes.sharing:
    case codes.timeout:
      return new CardTrouble('busy');
    case codes.removed:
    case codes.reset:
    case codes.notTransacted:
      return new CardTrouble('pulled-out');
    default:
      return new CardTrouble('unreadable');
  }
}

async function expect(work: Promise<number>): Promise<void> {
  const code = await work;
  if (code !== 0) throw toTrouble(code);
}

async function listReaders(library: Library, context: unknown): Promise<string[]> {
  const size = [0];
  await expect(library.list(context, null, null, size));
  const names = Buffer.alloc(Number(size[0]));
  await expect(library.list(context, null, names, size));
  const read = names
    .toString('latin1')
    .split('\0')
    .filter((one) => one !== '');
  if (read.length === 0) throw new CardTrouble('no-reader');
  return read;
}

/** What each protocol's header says: its number, and its own length. */
function toHeader(protocol: number): Buffer {
  const wide = process.platform === 'linux';
  const header = Buffer.alloc(wide ? 16 : 8);
  header.writeUInt32LE(protocol, 0);
  header.writeUInt32LE(header.length, wide ? 8 : 4);
  return header;
}

function toCard(library: Library, handle: unknown, protocol: number): Card {
  const header = toHeader(protocol);
  return {
    async transmit(command) {
      const answer = Buffer.alloc(LONGEST_ANSWER);
      const length = [answer.length];
      const sent = Buffer.from(command);
      await expect(library.transmit(handle, header, sent, sent.length, null, answer, length));
      return new Uint8Array(answer.subarray(0, Number(length[0])));
    },
  };
}

async function work<T>(library: Library, context: unknown, reader: string, on: (card: Card) => Promise<T>): Promise<T> {
  const handle = [0];
  const protocol = [0];
  await expect(library.connect(context, reader, SHARED, EITHER_PROTOCOL, handle, protocol));
  let how: number = LEAVE;
  try {
    await expect(library.begin(handle[0]));
    try {
      return await on(toCard(library, handle[0], Number(protocol[0])));
    } finally {
      await library.end(handle[0], LEAVE);
    }
  } catch (cause) {
    how = RESET;
    throw cause;
  } finally {
    await library.disconnect(handle[0], how);
  }
}

/** The readers of this PC through the system's PC/SC: pcsc-lite, WinSCard or macOS's; nothing is loaded before a card is asked for [X19]. */
export function openReaders(): CardReaders {
  return {
    async withCard(on) {
      const library = await load();
      const context = [0];
      await expect(library.establish(USER, null, null, context));
      try {
        const troubles: CardTrouble[] = [];
        for (const reader of await listReaders(library, context[0])) {
          try {
            // oxlint-disable-next-line no-await-in-loop -- the first that holds a card is the one.
            return await work(library, context[0], reader, on);
          } catch (cause) {
            if (!(cause instanceof CardTrouble)) throw cause;
            troubles.push(cause);
          }
        }
        // A bank card in the second reader says more than the first one's being empty.
        throw troubles.find(({ fault }) => fault !== 'no-card') ?? new CardTrouble('no-card');
      } finally {
        await library.release(context[0]);
      }
    },
  };
}
