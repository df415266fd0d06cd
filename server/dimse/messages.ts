import { type Command, readCommand } from './command-set.ts';
import { type DataValue, type Pdu, pduType, ProtocolFault, readDataValues } from './pdu.ts';

/** One DIMSE message: its command, and its data set piece by piece. `dataSet` must be read to its end before the next message. */
export interface Message {
  readonly context: number;
  readonly command: Command;
  readonly dataSet: AsyncGenerator<Buffer>;
}

const COMMAND_AT_MOST = 64 * 1024;

/** Reads the messages of an accepted association; returns the type of the unit that ended it, or null when the line was cut. */
export async function* readMessages(pdus: AsyncIterator<Pdu>): AsyncGenerator<Message, number | null> {
  let pending: DataValue[] = [];
  let ended: { type: number | null } | null = null;
  /** The next piece, null when the association ended instead. */
  const next = async (): Promise<DataValue | null> => {
    while (pending.length === 0) {
      const unit = await pdus.next();
      if (unit.done === true || unit.value.type !== pduType.data) {
        ended = { type: unit.done === true ? null : unit.value.type };
        return null;
      }
      pending = [...readDataValues(unit.value.body)];
    }
    return pending.shift() ?? null;
  };
  async function* readDataSet(context: number): AsyncGenerator<Buffer> {
    for (;;) {
      const value = await next();
      if (value === null) throw new ProtocolFault('association ended inside a data set');
      if (value.isCommand || value.context !== context) throw new ProtocolFault('data set interrupted', 6);
      if (value.bytes.length > 0) yield value.bytes;
      if (value.isLast) return;
    }
  }
  for (;;) {
    const pieces: Buffer[] = [];
    let [length, context] = [0, 0];
    for (;;) {
      const value = await next();
      if (value === null) return ended === null ? null : (ended as { type: number | null }).type;
      if (!value.isCommand || (pieces.length > 0 && value.context !== context))
        throw new ProtocolFault('command expected', 6);
      context = value.context;
      pieces.push(value.bytes);
      length += value.bytes.length;
      if (length > COMMAND_AT_MOST) throw new ProtocolFault('command too long', 6);
      if (value.isLast) break;
    }
    const command = readCommand(Buffer.concat(pieces));
    yield { context, command, dataSet: command.hasDataSet ? readDataSet(context) : empty() };
  }
}

async function* empty(): AsyncGenerator<Buffer> {
  // Nothing follows the command.
}
