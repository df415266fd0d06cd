import type { PushEvent } from '../contracts/mirror.ts';
import { openAgenda } from './agenda/agenda.ts';
import { openEnrolmentFile } from './enrolment/stored-enrolment.ts';
import { openHospital } from './hospital/client.ts';
import { openConnectionWatch, usualPace } from './hospital/connection.ts';
import { withJournalRoom } from './journal/journal-room.ts';
import { openPcJournal } from './journal/pc-journal.ts';
import { openMarks } from './marks/marks.ts';
import type { Practice, PracticeParts } from './practice-parts.ts';
import { openPracticeVault } from './practice-vault.ts';
import { openHandOvers } from './practice-software/hand-overs.ts';
import { hearClosings, openRecordPrinting, type RecordPrinting } from './printing/record-printing.ts';
import { watchClock } from './session/clock-watch.ts';
import { openLinks } from './session/links.ts';
import { openPcReports } from './session/pc-report.ts';
import { openSession, type Session } from './session/session.ts';
import { openSignedForms } from './session/signed-forms.ts';
import { openStaff } from './session/staff.ts';
import { openStation } from './session/station.ts';
import { openFetchItem } from './sync/fetch-item.ts';
import { openFetchQueue } from './sync/fetch-queue.ts';
import { openReach } from './sync/reach.ts';
import { openRecordLaboratory } from './sync/record-laboratory.ts';
import { openRecordSearch } from './sync/record-search.ts';
import { openRecords, type Records } from './sync/records.ts';
import { keepSweeping } from './vault/sweeping.ts';
import { toVaultFolder } from './vault/vault-folders.ts';

export type { Practice, PracticeParts };
/** How often an open record is compared without a reason, so that its lease and its budget are new: ten minutes. */
const REFRESH = 600_000;

/** Wires station, session, links, records, journal and vault; nothing runs before `station.start`. */
export function openPractice(parts: PracticeParts): Practice {
  const { userData, state, keychain, now } = parts;
  const tell = hearClosings(parts.tell, () => printing);
  const reports = openPcReports({
    version: state.read().version,
    send: (input) => station.client().ask('pc/report', { input }),
    isOnline: () => isOnline(),
    now,
    log: parts.log,
  });
  const log = reports.tap(parts.log);
  const isOnline = (): boolean => state.read().connection.state === 'online' && session.isOnline();

  const { vault, room, readCopies } = openPracticeVault(parts, {
    session: () => session,
    agenda: () => agenda,
    records: () => records,
    queue: () => queue,
    log,
  });

  const station = openStation({
    state,
    keychain,
    file: openEnrolmentFile(userData),
    openHospital: (trust) => openHospital(trust, log, now, parts.resolveProxy),
    openWatch: (client, probe, news) => openConnectionWatch(client, probe, news, log, now, parts.pace ?? usualPace),
    testBuild: parts.testBuild,
    pcName: parts.pcName,
    now,
    log,
  });

  const { opened: openedJournal, send: sendJournal } = openPcJournal({
    ...parts,
    station,
    log,
    within: (one) => withJournalRoom(one, (patient) => room.free({ bytes: 0, patient, need: 'screen' })),
  });

  const queue = openFetchQueue(openFetchItem({ isOnline, client: station.client, vault, room }));

  const session: Session = openSession({
    state,
    station,
    keychain,
    vault,
    vaultFolder: (person) => toVaultFolder(userData, person),
    now,
    log,
    opened: ({ person }) => {
      parts.awake();
      reports.opened();
      if (person.role !== 'physician') return;
      sendMarks();
      records.compareAgain(null);
      answerHospital();
      agenda.opened();
    },
    closed: (reason) => {
      records.forget();
      links.forget();
      agenda.closed();
      handOvers.closed();
      marks.forget();
      if (reason !== null) tell('record/closed', { patient: null, reason });
    },
  });

  const links = openLinks({
    client: station.client,
    vault,
    session: session.current,
    isOnline,
    print: parts.print,
    changed() {
      tell('link/list-changed', {});
      agenda.linksChanged();
    },
    now,
    log,
  });

  const marks = openMarks({
    client: station.client,
    vault,
    session: session.current,
    isOnline,
    records: () => records,
    tell,
    now,
    log,
  });

  function sendMarks(): void {
    const { stage } = state.read().stage;
    if (stage !== 'signed-in' || session.current().person.role !== 'physician') return;
    void marks.send().catch((cause: unknown) => log.write('marks/not-sent', {}, cause));
  }

  const records: Records = openRecords({
    client: station.client,
    vault,
    queue,
    sendJournal,
    session: session.current,
    isOnline,
    findLink: links.find,
    journal: openedJournal,
    isCurrent: (patient) => agenda.isCurrent(patient),
    marksOf: (patient, kept) => marks.marksOf(patient, kept),
    tell,
    now,
    log,
  });

  const printing: RecordPrinting = openRecordPrinting({
    ...parts,
    records,
    vault,
    session: session.current,
    hospital: () => station.stored().invitation.hospital.name,
    isOnline,
  });

  /** A physician is signed in, not locked, and the hospital is reached. */
  const isAtWork = (): boolean => {
    const { stage } = state.read().stage;
    return isOnline() && stage === 'signed-in' && session.current().person.role === 'physician';
  };
  const agenda = openAgenda({
    client: station.client,
    vault,
    queue,
    sendJournal,
    listLinks: links.list,
    session: session.current,
    mayRun: isAtWork,
    isOnline,
    isCopying: records.isCopying,
    room,
    limits: parts.ahead,
    tell,
    now,
    log,
  });

  const answerHospital = openReach({
    client: station.client,
    vault,
    records,
    mayAnswer: isAtWork,
    log,
  });

  const handOvers = openHandOvers({
    ...parts,
    session: session.current,
    agenda,
    listLinks: links.list,
    records,
    vault,
    invitation: () => station.stored().invitation,
    log,
  });

  function hearHospital(event: PushEvent): void {
    if (event.type === 'record-changed') {
      agenda.stale(event.patient);
      records.compareAgain(event.patient);
    } else if (event.type === 'links-changed') {
      links.refresh();
      agenda.stale(null);
      // It also stands for events that the hospital keeps no longer.
      records.compareAgain(null);
      tell('link/list-changed', {});
      answerHospital();
    } else if (event.type === 'copy-asked') answerHospital();
    else if (event.type === 'account-changed') tell('account/changed', {});
    else if (event.type === 'access-closed') {
      links.refresh();
      agenda.lost(event.patient);
      agenda.linksChanged();
      void records
        .shut(event.patient, 'record-not-available')
        .catch((cause: unknown) => log.write('sync/shut-failed', {}, cause))
        .finally(answerHospital);
    } else void session.end('session-ended', false);
  }
  station.onPush(hearHospital);
  station.onConnection((connection) => {
    agenda.stale(null);
    if (connection.state === 'offline') records.waitForLine(connection.reason);
    if (connection.state !== 'online') return;
    reports.reached();
    sendJournal().catch(() => undefined);
    sendMarks();
    records.compareAgain(null);
    answerHospital();
  });
  station.onRefused((code) => {
    if (code.startsWith('certificate-') || code === 'account-suspended') void session.end(code, true);
    else if (code === 'session-ended' || code === 'session-required') void session.end('session-ended', false);
  });

  const refresh = setInterval(() => {
    records.compareAgain(null);
    answerHospital();
  }, REFRESH);
  refresh.unref();
  const endClock = watchClock(() => station.client().clockSkew(), state);
  const sweeping = keepSweeping({ userData, vault, station, session, state, now, log });
  return {
    station,
    session,
    links: {
      ...links,
      async propose(proposal) {
        const link = await links.propose(proposal);
        await handOvers.linked(link.patient.id, proposal.niss);
        return link;
      },
    },
    agenda,
    forms: openSignedForms({ client: station.client, session: session.current }),
    records: {
      ...records,
      async open(patient) {
        const index = await records.open(patient);
        agenda.seen(patient);
        return index;
      },
    },
    marks,
    handOvers,
    search: openRecordSearch(records, vault),
    laboratory: openRecordLaboratory({ records, save: parts.save, now }),
    printing,
    staff: openStaff({ client: station.client, session: session.current, print: parts.print, save: parts.save }),
    reports,
    readCopies,
    sendJournal,
    start: (argv) => sweeping.start(() => station.start(argv)),
    purgeEnded: sweeping.purge,
    stop() {
      clearInterval(refresh);
      endClock();
      sweeping.stop();
      printing.stop();
      reports.stop();
      agenda.stop();
      handOvers.stop();
      station.stop();
      vault.stop();
    },
  };
}
