import type { FailedMessage } from '../../../contracts/message.ts';
import { ExpectedFailure } from '../../../contracts/failure.ts';
import type { Routes } from '../../deps.ts';
import { type ShownSystems, toShownControl, toShownSystem } from '../../domain/system-name.ts';
import { redactText } from '../../log.ts';
import { dismissMessage, type FailedMessageRow, listFailedMessages, mayReplay } from '../../store/message-store.ts';
import { answer } from '../answer.ts';

/** Messages that could not be filed, for the helpdesk: listed by header and reason, filed again after a repair, or dismissed [R25]. */
export const messageRoutes: Routes = async (app, { database, inbox, settings }) => {
  const systems = settings.systems ?? { known: [], strict: false };
  answer(app, 'message/list', async ({ request }) => {
    request.subject = { patient: null, object: 'message/list' };
    const { failed, messages } = await listFailedMessages(database, request.caller);
    await request.trace({ kind: 'oversight', patient: null, object: 'message/list' });
    return { total: { failed }, lines: messages.map((row) => toFailedMessage(row, systems)) };
  });

  answer(app, 'message/replay', async ({ params, request }) => {
    const object = `message/replay#${params.message}`;
    request.subject = { patient: null, object };
    if (!(await mayReplay(database, request.caller, params.message))) throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    return inbox.replay(params.message);
  });

  answer(app, 'message/dismiss', async ({ params, input, request }) => {
    const object = `message/dismiss#${params.message}`;
    request.subject = { patient: null, object };
    if (!(await dismissMessage(database, request.caller, params.message, input.reason)))
      throw new ExpectedFailure('not-found');
    await request.trace({ kind: 'oversight', patient: null, object });
    return {};
  });
};

/** Senders put what they like into a header, names of people too: what is neither set by the hospital nor a code is blackened. */
function toFailedMessage(row: FailedMessageRow, systems: ShownSystems): FailedMessage {
  const { code, condition, segment, occurrence, field, reason, receivedAt, lastAt, bytes, ...header } = row;
  return {
    ...header,
    receivedAt: receivedAt.toISOString(),
    lastAt: lastAt.toISOString(),
    bytes: Number(bytes),
    sendingApplication: toShownSystem(header.sendingApplication, systems),
    sendingFacility: toShownSystem(header.sendingFacility, systems),
    receivingApplication: toShownSystem(header.receivingApplication, systems),
    receivingFacility: toShownSystem(header.receivingFacility, systems),
    control: toShownControl(header.control),
    type: /^[A-Z]{3}(\^[A-Z]\d\d(\^[A-Z]{3}_[A-Z]\d\d)?)?$/.test(header.type) ? header.type : redactText(header.type),
    sentAt: /^\d{4,14}(\.\d+)?([+-]\d{4})?$/.test(header.sentAt) ? header.sentAt : redactText(header.sentAt),
    refusal: { code, condition, segment, occurrence, field, reason },
  };
}
