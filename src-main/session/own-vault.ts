import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { ExpectedFailure } from '../../contracts/failure.ts';
import type { Person } from '../../contracts/person.ts';
import type { TimeMark } from '../vault/lease.ts';
import { toDay } from './brussels-day.ts';
import type { SessionParts } from './session.ts';

/** The vault of whoever signs in. Both answer whether copies that lay there could not be read by this version and were dropped. */
export interface OwnVault {
  /** `isChecked`: the hospital accepted the password; else a vault must be there that checks it. */
  open(person: Person, password: string, isChecked: boolean): Promise<boolean>;
  /** The hospital accepted the password; a vault that it does not open was made with an older one, and is only a mirror. */
  openOrRenew(person: Person, password: string): Promise<boolean>;
}

/** Opens vaults with the keychain's half of their key. */
export function openOwnVault(
  { station, keychain, vault, vaultFolder, now, log }: SessionParts,
  readMark: (person: string) => Promise<TimeMark>,
): OwnVault {
  async function readSecret(person: string): Promise<string> {
    const kept = await keychain.read(`vault/${person}`);
    if (kept !== null) return kept;
    const made = randomBytes(32).toString('base64');
    await keychain.write(`vault/${person}`, made);
    return made;
  }

  async function open(person: Person, password: string, isChecked: boolean): Promise<boolean> {
    const { enrolment } = station.stored();
    const { dropped } = await vault.order('open', {
      folder: vaultFolder(person.id),
      holder: { person: person.id, pc: enrolment.pc },
      secret: await readSecret(person.id),
      password,
      statementKey: enrolment.statementKey,
      mark: await readMark(person.id),
      day: toDay(now()),
      mustExist: !isChecked,
    });
    if (dropped === null) return false;
    log.write('vault/dropped', { reason: dropped });
    return true;
  }

  return {
    open,
    async openOrRenew(person, password) {
      try {
        return await open(person, password, true);
      } catch (cause) {
        const code = cause instanceof ExpectedFailure ? cause.code : 'bug';
        if (!['credentials-wrong', 'vault-damaged'].includes(code)) throw cause;
        log.write('vault/begun-anew', { code });
        await rm(vaultFolder(person.id), { recursive: true, force: true });
        return await open(person, password, true);
      }
    },
  };
}
