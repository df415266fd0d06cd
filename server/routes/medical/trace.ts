import { z } from 'zod';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import { PatientFacts } from '../../../contracts/link.ts';
import { readNiss } from '../../../contracts/niss.ts';
import {
  countedTraceLines,
  exportedTraceLines,
  TraceChoices,
  type TraceFilter,
  type TracePlace,
  type TraceQuestion,
} from '../../../contracts/trace.ts';
import type { Routes } from '../../deps.ts';
import { toTypedBirthKeys } from '../../domain/birth-date.ts';
import { toNissHash } from '../../domain/patient-identity.ts';
import { toFamilyKeys } from '../../domain/person-name.ts';
import { answerTraceQuestion, listTraceQuestions, type QuestionRow } from '../../store/trace-questions.ts';
import {
  countTrace,
  enterTrace,
  findTracePatients,
  type FoundPatient,
  listTrace,
  readTraceChoices,
} from '../../store/trace-store.ts';
import { openExtract } from '../../trace/to-extract.ts';
import { toPatient, toPerson, toTraceLine } from '../../trace/to-line.ts';
import { answer } from '../answer.ts';
import { signHead } from './trace-check.ts';

const PAGE = 50;
/** Entries of an extract that are read and written at a time. */
const EXTRACT_PAGE = 500;
const DAY_MS = 86_400_000;

/** What a filter asks, by ids alone, as the trace of reading says it; the patient has a place of its own there. */
function toObject(route: string, filter: TraceFilter): string {
  const asked = Object.entries(filter).flatMap(([name, value]) =>
    value === null || name === 'patient' ? [] : [`${name}=${value}`],
  );
  return [route, ...(asked.length === 0 ? [] : [asked.join('&')])].join('#');
}

/**
 * The Director's analysis of the trace [R20] [R21]. Each question is written into the trace before it is asked of the database: what the
 * Director reads shows that he read it, and where nothing can be written nothing is read.
 */
export const traceRoutes: Routes = async (app, { database, clock, secrets, heads }) => {
  answer(app, 'trace/choices', async ({ request }) => {
    request.subject = { patient: null, object: 'trace/choices' };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'trace/choices' });
    return TraceChoices.parse(await readTraceChoices(database, request.caller));
  });

  answer(app, 'trace/find-patient', async ({ input, request }) => {
    request.subject = { patient: null, object: 'trace/find-patient' };
    const { niss, family, birthDate } = input;
    const reading = niss === null ? null : readNiss(niss);
    if (reading !== null && !reading.ok) throw new ExpectedFailure(reading.code);
    if (reading === null && (family === '' || birthDate === '')) throw new ExpectedFailure('input-invalid');
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'trace/find-patient' });
    const found = await findTracePatients(database, request.caller, {
      nissHash: reading === null ? null : toNissHash(reading.niss.digits, secrets),
      family: reading === null ? toFamilyKeys(family, 'typed') : [],
      birth: reading === null ? toTypedBirthKeys(birthDate) : [],
    });
    // Whoever was found was looked for: each patient's own trace says so.
    await Promise.all(
      found.map(({ id }) => request.trace({ kind: 'oversight', patient: id, object: 'trace/find-patient' })),
    );
    return found.map(toFacts);
  });

  answer(app, 'trace/list', async ({ input: { filter, before }, request }) => {
    const object = `${toObject('trace/list', filter)}${before === null ? '' : ` after ${before.writer}/${before.seq}`}`;
    request.subject = { patient: filter.patient, object };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: filter.patient, object });
    const [rows, total] = await Promise.all([
      listTrace(database, request.caller, filter, before, PAGE + 1),
      before === null ? countTrace(database, request.caller, filter) : Promise.resolve(null),
    ]);
    const lines = rows.slice(0, PAGE).map(toTraceLine);
    const last = lines.at(-1);
    const next = rows.length > PAGE && last !== undefined ? toPlace(last) : null;
    return { lines, next, total: total === null ? null : Math.min(total, countedTraceLines + 1) };
  });

  answer(app, 'trace/export', async ({ input: { filter }, request }) => {
    const object = toObject('trace/export', filter);
    request.subject = { patient: filter.patient, object };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: filter.patient, object });
    const extract = openExtract();
    let before: TracePlace | null = null;
    let isWhole = false;
    while (!isWhole && extract.lines < exportedTraceLines) {
      const limit = Math.min(EXTRACT_PAGE, exportedTraceLines - extract.lines);
      // One line more tells whether the extract is whole.
      const rows = await listTrace(database, request.caller, filter, before, limit + 1);
      const lines = rows.slice(0, limit).map(toTraceLine);
      extract.add(lines);
      const last = lines.at(-1);
      isWhole = rows.length <= limit;
      if (last !== undefined) before = toPlace(last);
    }
    // What is left of an altered trace is evidence too.
    const head = await signHead(heads).catch((error: unknown) => {
      if (error instanceof ExpectedFailure && error.code === 'conflict') return null;
      throw error;
    });
    const now = clock.now().toISOString();
    return {
      name: `trace-${now.slice(0, 10)}-${now.slice(11, 19).replaceAll(':', '')}.csv`,
      type: 'text/csv',
      base64: extract.finish(isWhole, head === null ? null : head.head).toString('base64'),
    };
  });

  answer(app, 'trace/questions', async ({ input: { days }, request }) => {
    const object = `trace/questions#days=${days}`;
    request.subject = { patient: null, object };
    await enterTrace(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object });
    const now = clock.now();
    const from = new Date(now.getTime() - days * DAY_MS).toISOString();
    const rows = await listTraceQuestions(database, request.caller, from, now.toISOString());
    return { from, questions: rows.map(toQuestion) };
  });

  answer(app, 'trace/answer-question', async ({ input, request }) => {
    const object = `trace/answer-question#${input.pattern}/${input.subject}/${input.moment}`;
    request.subject = { patient: null, object };
    await answerTraceQuestion(database, request.caller, input);
    await request.trace({ kind: 'oversight', patient: null, object });
    return {};
  });
};

function toPlace({ at, writer, seq }: TracePlace): TracePlace {
  return { at, writer, seq };
}

function toFacts({ id, family, given, birth, sex }: FoundPatient): PatientFacts {
  return PatientFacts.parse({ id, family, given: given.join(' '), birthDate: birth ?? '0000', sex });
}

const shows = {
  'many-patients': 'looked-at',
  'at-night': 'looked-at',
  'after-refusal': 'denied',
  'long-after-visit': 'looked-at',
  'pc-denials': 'denied',
  'copies-unseen': 'copied',
} as const satisfies Record<TraceQuestion['pattern'], TraceFilter['kind']>;
const Pattern = z.enum(Object.keys(shows) as (keyof typeof shows)[]);

function toQuestion(row: QuestionRow): TraceQuestion {
  const pattern = Pattern.parse(row.pattern);
  const { person, pc, patient } = row;
  return {
    pattern,
    threshold: row.threshold,
    subject: [person, pc, patient].filter((id) => id !== null).join('/'),
    moment: row.moment,
    found: Number(row.found),
    person: toPerson(person, row),
    pc: pc === null ? null : { id: pc, name: row.pc_name },
    patient: toPatient(patient, row),
    filter: { person, pc, patient, from: row.first_at, to: row.last_at, kind: shows[pattern], outcome: null },
    answer:
      row.note === null || row.answered_at === null
        ? null
        : { note: row.note, by: row.answered_by ?? '', at: row.answered_at.toISOString() },
  };
}
