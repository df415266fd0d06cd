import { ExpectedFailure, type FailureCode } from '../../contracts/failure.ts';
import type { MirrorItem } from '../../contracts/mirror.ts';
import type { Stretch } from './key-file.ts';
import { openPersonVault } from './person-vault.ts';
import { giveUp } from './making-room.ts';
import { openPixelPort, type PixelChannel, type PixelPort } from './pixel-port.ts';
import type { VaultNews, VaultOrder, VaultOrders } from './protocol.ts';
import type { PersonVault } from './vault-shape.ts';

/** How often reading time is counted, and how often it is written down, in milliseconds. */
/** A lease ends to the second: so often is it looked at while its record is open. */
const COUNT_EVERY = 1_000;
const SAVE_EVERY = 60_000;
/** So many looks at the lease later, what nobody asked for is forgotten: a minute, to two. */
const FORGET_EVERY = 60;

interface OpenPort {
  readonly patient: string;
  readonly study: string;
  readonly port: PixelPort;
}

/** Answers the orders of the main process for one vault at a time; `deliver` hands a port that came with an order. */
export interface VaultDesk {
  obey<O extends VaultOrder>(order: O, input: VaultOrders[O]['input']): Promise<VaultOrders[O]['output']>;
  deliver(patient: string, study: string, channel: PixelChannel): PixelPort;
}

/** The code of whatever was thrown; what is no expected refusal is a bug, told to the log by the caller. */
export function toCode(cause: unknown): FailureCode {
  return cause instanceof ExpectedFailure ? cause.code : 'bug';
}

/** Opens the desk: no vault is open yet. */
export function openVaultDesk(tell: (news: VaultNews) => void, stretch: Stretch): VaultDesk {
  let vault: PersonVault | null = null;
  let ports: OpenPort[] = [];
  const running = new Set<Promise<unknown>>();
  let closing: Promise<null> | null = null;
  let reading: { patient: string; since: number } | null = null;
  let saved = performance.now();
  let ticks = 0;
  let timer: NodeJS.Timeout | undefined;

  function opened(): PersonVault {
    if (vault === null) throw new ExpectedFailure('vault-locked');
    return vault;
  }

  function closePorts(patient: string | null, failure: 'ended' | 'locked' | 'refused'): void {
    for (const one of ports.filter((each) => patient === null || each.patient === patient)) one.port.close(failure);
    ports = ports.filter((one) => patient !== null && one.patient !== patient);
  }

  async function count(): Promise<void> {
    if (vault === null || reading === null) return;
    const { patient, since } = reading;
    const now = performance.now();
    reading = { patient, since: now };
    try {
      await vault.spend(patient, (now - since) / 1000);
      if (now - saved > SAVE_EVERY) await save();
    } catch (cause) {
      if (toCode(cause) !== 'lease-ended') return;
      reading = null;
      closePorts(patient, 'ended');
      // A disk that takes no ledger any more keeps no copy alive, and no record on the screen.
      await save().catch(() => undefined);
      await vault?.purge(patient);
      tell({ news: 'lease-ended', patient });
    }
  }

  function tick(): void {
    void count();
    ticks = (ticks + 1) % FORGET_EVERY;
    if (ticks === 0)
      vault?.forgetIdle([...(reading === null ? [] : [reading.patient]), ...ports.map(({ patient }) => patient)]);
  }

  async function save(): Promise<void> {
    if (vault === null) return;
    saved = performance.now();
    tell({ news: 'mark', mark: await vault.saveLedger() });
  }

  async function findImage(patient: string, study: string, instance: string): Promise<MirrorItem> {
    const state = await opened().readState(patient);
    const item = [...state.missing, ...state.shown].find(
      (one) => one.kind === 'instance' && one.instance === instance && one.study === study,
    );
    if (item === undefined) throw new ExpectedFailure('document-not-available');
    return item;
  }

  async function readDocuments(patient: string, refs: readonly string[]) {
    const damaged: string[] = [];
    const documents = await Promise.all(
      refs.map(async (ref) => {
        try {
          return [{ ref, bytes: await opened().read(patient, ref) }];
        } catch (cause) {
          if (!['vault-damaged', 'not-copied-yet'].includes(toCode(cause))) throw cause;
          damaged.push(ref);
          return [];
        }
      }),
    );
    return { documents: documents.flat(), damaged };
  }

  const obey: { [O in VaultOrder]: (input: VaultOrders[O]['input']) => Promise<VaultOrders[O]['output']> } = {
    async open(input) {
      vault?.close();
      vault = null;
      vault = await openPersonVault(input, stretch);
      // What ended while it was shut goes before anything of it can be asked for; there is no screen to tell.
      await vault.purgeEnded().catch(() => undefined);
      timer ??= setInterval(tick, COUNT_EVERY);
      return { created: vault.created, dropped: vault.dropped };
    },
    async close() {
      await count();
      await save().catch(() => undefined);
      clearInterval(timer);
      timer = undefined;
      reading = null;
      vault?.close();
      vault = null;
      return null;
    },
    compare: (manifest) => opened().compare(manifest),
    'read-state': ({ patient }) => opened().readState(patient),
    async store({ patient, item, bytes }) {
      await opened().store(patient, item, bytes);
      if (item.kind === 'instance')
        for (const one of ports)
          if (one.patient === patient && one.study === item.study) one.port.arrived(item.instance, null);
      return null;
    },
    settle: ({ patient }) => opened().settle(patient),
    read: ({ patient, subject }) => opened().read(patient, subject),
    'read-documents': ({ patient, refs }) => readDocuments(patient, refs),
    async 'count-reading'({ patient }) {
      await count();
      reading = patient === null ? null : { patient, since: performance.now() };
      if (patient !== null) vault?.looked(patient, null);
      return null;
    },
    async purge({ patient }) {
      closePorts(patient, 'ended');
      if (patient === null || reading?.patient === patient) reading = null;
      await opened().purge(patient);
      await save();
      return null;
    },
    async 'keep-only'({ patients }) {
      const lost = (await opened().copied()).filter((patient) => !patients.includes(patient));
      for (const patient of lost) await obey.purge({ patient });
      return { purged: lost.length };
    },
    async 'purge-ended'() {
      const ended = await opened().purgeEnded();
      for (const patient of ended) {
        if (reading?.patient === patient) reading = null;
        closePorts(patient, 'ended');
        tell({ news: 'lease-ended', patient });
      }
      return { purged: ended.length };
    },
    async 'save-links'({ text }) {
      await opened().texts.save('links', text);
      return null;
    },
    'read-links': () => opened().texts.read('links'),
    async 'save-marks'({ text }) {
      await opened().texts.save('marks', text);
      return null;
    },
    'read-marks': () => opened().texts.read('marks'),
    'list-copied': () => opened().copied(),
    'list-ends': () => opened().ends(),
    'make-room': (order) => giveUp(opened(), order, reading?.patient ?? null),
    async 'save-numbers'({ text }) {
      await opened().texts.save('numbers', text);
      return null;
    },
    'read-numbers': () => opened().texts.read('numbers'),
    async 'save-today'({ day, text }) {
      await opened().texts.saveToday(day, text);
      return null;
    },
    'read-today': ({ day }) => opened().texts.readToday(day),
    async 'drop-days'() {
      await opened().texts.dropDays();
      return null;
    },
    fingerprint: async ({ number }) => opened().texts.toFingerprint(number),
    async 'not-fetched'({ patient, instance, code }) {
      for (const one of ports) if (one.patient === patient) one.port.arrived(instance, code);
      return null;
    },
    pixels: async () => null,
    async 'close-pixels'({ patient, failure }) {
      closePorts(patient, failure);
      return null;
    },
  };

  return {
    async obey(order, input) {
      // What is being written ends first, and nothing new begins meanwhile: nothing may come to lie on the disk after the vault was said to be shut.
      if (order === 'open' || order === 'close') await closing;
      else if (closing !== null) throw new ExpectedFailure('vault-locked');
      if (order === 'close') {
        closing = Promise.allSettled(running)
          .then(() => obey.close(null))
          .finally(() => {
            closing = null;
          });
        return (await closing) as never;
      }
      const work = (obey[order] as (input: unknown) => Promise<never>)(input);
      running.add(work);
      return await work.finally(() => running.delete(work));
    },
    deliver(patient, study, channel) {
      const port = openPixelPort(
        channel,
        {
          async read(instance) {
            const subject = `instance/${study}/${instance}`;
            const bytes = await opened().read(patient, subject);
            vault?.looked(patient, subject);
            return bytes;
          },
          wanted(instance, priority) {
            void findImage(patient, study, instance).then(
              (item) => tell({ news: 'wanted', patient, item, priority }),
              (cause: unknown) => port.arrived(instance, toCode(cause)),
            );
          },
        },
        toCode,
      );
      const held = { patient, study, port };
      ports = [...ports, held];
      return {
        ...port,
        close(failure) {
          ports = ports.filter((one) => one !== held);
          port.close(failure);
        },
      };
    },
  };
}
