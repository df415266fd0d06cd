import { hospitalNumberSystem, stayNumberSystem } from '../../server/demo/hospital.ts';
import { type DemoPerson, people, type PersonKey, toNiss } from '../../server/demo/people.ts';
import { aSegment, type HL7Field, segmentOf, toHL7Text } from './hl7-segment.ts';

/** What every message may be given. Times are HL7's (`YYYYMMDDHHMM[SS][+ZZZZ]`). */
export interface MessageWish {
  /** MSH-10. */
  readonly control?: string;
  /** MSH-7. */
  readonly at?: string;
  /** MSH-18; `''` declares none. */
  readonly charset?: string;
  readonly application?: string;
  readonly facility?: string;
  /** A patient of the demonstration, or a PID segment of one's own. */
  readonly patient?: PersonKey | { readonly segment: string };
  /** Stay number, PV1-19. */
  readonly stay?: string;
  /** Segments added at the end. */
  readonly more?: readonly string[];
}

/** The message as text, segments ended by CR. */
export function toMessage(type: string, wish: MessageWish, segments: readonly string[]): string {
  const { control = 'M0001', at = '20260302093000', application = 'LIS', facility = 'CHSE' } = wish;
  const header = segmentOf('MSH', {
    1: '^~\\&',
    2: application,
    3: facility,
    4: 'PASSERELLE',
    5: facility,
    6: at,
    8: type,
    9: control,
    10: 'P',
    11: '2.5.1',
    17: wish.charset ?? 'UNICODE UTF-8',
  });
  return [header, ...segments, ...(wish.more ?? []), ''].join('\r');
}

/** PID of a patient of the demonstration: hospital number and NISS, official name, address, mobile. */
export function aPID(key: PersonKey = 'dubois', over: Readonly<Record<number, HL7Field>> = {}): string {
  const person: DemoPerson = people[key];
  const given = [person.given[0] ?? '', person.given.slice(1).join(' ')].map(toHL7Text).join('^');
  return segmentOf('PID', {
    1: 1,
    3: `${person.number}^^^CHSE&${hospitalNumberSystem}&URI^MR~${toNiss(key)}^^^NISS^NNBEL`,
    5: `${toHL7Text(person.family)}^${given}^^^^L`,
    7: person.birthDate.replaceAll('-', ''),
    8: person.gender === 'female' ? 'F' : 'M',
    11: `${toHL7Text(person.street)}^^${person.city[1]}^^${person.city[0]}^BE^H`,
    13: '^PRN^CP^^^^^^^^^0400 00 04 12',
    15: 'fr',
    ...over,
  });
}

const pidOf = ({ patient = 'dubois' }: MessageWish): string =>
  typeof patient === 'string' ? aPID(patient) : patient.segment;
const stayOf = (wish: MessageWish): string => `${wish.stay ?? 'S-2026-0001'}^^^CHSE&${stayNumberSystem}&URI^VN`;
/** XCN of a physician: NIHDI number, name, `Dr`. */
export const aPhysician = (family = 'Collin', given = 'Étienne', nihdi = '19990010000'): HL7Field =>
  `${nihdi}^${toHL7Text(family)}^${toHL7Text(given)}^^^Dr^^^INAMI`;

/** What a stay may be given. */
export interface ADTWish extends MessageWish {
  /** PV1-2: `I`, `O`, `E`, `R`, `P`. */
  readonly kind?: string;
  readonly ward?: string;
  readonly from?: string;
  readonly to?: string;
  readonly reason?: string;
  readonly physician?: HL7Field;
}

/** PV1 of a stay on the site « Site du Parc ». */
export function aPV1(wish: ADTWish = {}): string {
  return segmentOf('PV1', {
    1: 1,
    2: wish.kind ?? 'I',
    3: `${toHL7Text(wish.ward ?? 'Cardiologie B2')}^214^1^Site du Parc`,
    7: wish.physician ?? aPhysician(),
    19: stayOf(wish),
    44: wish.from ?? '202603010815',
    45: wish.to,
  });
}

/** ADT with PID, PV1 and PV2: `adt('A01')` an admission, `adt('A03', { to })` a discharge, `A08`, `A11`, `A13`, `A28`, `A31`… */
export function adt(event: string, wish: ADTWish = {}): string {
  return toMessage(`ADT^${event}`, { application: 'ADT', ...wish }, [
    aSegment('EVN', event, wish.at ?? '20260302093000'),
    pidOf(wish),
    ...(['A28', 'A31'].includes(event) ? [] : [aPV1(wish)]),
    ...(wish.reason === undefined ? [] : [aSegment('PV2', null, null, `^${toHL7Text(wish.reason)}`)]),
  ]);
}

/** ADT^A40: the number `from` was given by mistake to the patient of the PID. */
export function adtA40(from: string, wish: MessageWish = {}): string {
  return toMessage('ADT^A40^ADT_A39', { application: 'ADT', ...wish }, [
    aSegment('EVN', 'A40', wish.at ?? '20260302093000'),
    pidOf(wish),
    aSegment('MRG', `${from}^^^CHSE&${hospitalNumberSystem}&URI^MR`),
  ]);
}

/** One result of a request. */
export interface OBXWish {
  /** OBX-2. */
  readonly type?: string;
  /** OBX-3; potassium when left out. */
  readonly code?: HL7Field;
  readonly sub?: string;
  readonly value?: HL7Field;
  readonly unit?: HL7Field;
  readonly range?: string;
  readonly flag?: string;
  /** OBX-11. */
  readonly status?: string;
  readonly at?: string;
  readonly method?: string;
  /** NTE below it. */
  readonly notes?: readonly string[];
}

/** OBX with its NTE; `aOBX(1)` is potassium 5.9 mmol/L, HH. */
export function aOBX(set: number, wish: OBXWish = {}): string[] {
  const obx = segmentOf('OBX', {
    1: set,
    2: wish.type ?? 'NM',
    3: wish.code ?? '2823-3^Potassium^LN',
    4: wish.sub,
    5: wish.value ?? '5.9',
    6: wish.unit ?? (wish.value === undefined ? 'mmol/L' : ''),
    7: wish.range ?? (wish.value === undefined ? '3.5-5.1' : ''),
    8: wish.flag ?? (wish.value === undefined ? 'HH' : ''),
    11: wish.status ?? 'F',
    14: wish.at,
    17: wish.method,
  });
  return [obx, ...(wish.notes ?? []).map((note, index) => aSegment('NTE', index + 1, 'L', toHL7Text(note)))];
}

/** What a report may be given. */
export interface ORUWish extends MessageWish {
  /** Filler number of the request, OBR-3; a correction repeats it. */
  readonly order?: string;
  /** OBR-4. */
  readonly service?: HL7Field;
  /** OBR-7, when the specimen was taken. */
  readonly taken?: string;
  /** OBR-22, when the report was made. */
  readonly issued?: string;
  /** OBR-24: `LAB`, `RAD`, `CUS`, `MB`… */
  readonly section?: string;
  /** OBR-25: `F`, `P`, `C`, `X`… */
  readonly status?: string;
  readonly specimen?: HL7Field;
  readonly results?: readonly OBXWish[];
  readonly notes?: readonly string[];
}

/** ORU^R01 of one request: an ionogram with a high potassium unless `results` says otherwise. */
export function orUR01(wish: ORUWish = {}): string {
  const { status = 'F', order = 'L-2026-0001', taken = '20260302081000' } = wish;
  const results = wish.results ?? [{}, { code: '2951-2^Sodium^LN', value: '138', unit: 'mmol/L', range: '136-145' }];
  const obr = segmentOf('OBR', {
    1: 1,
    2: `D-${order}`,
    3: `${order}^CHSE`,
    4: wish.service ?? '24326-1^Ionogramme^LN',
    7: taken,
    15: wish.specimen,
    16: aPhysician('Lambert', 'Claire', '19990001000'),
    22: wish.issued ?? '20260302105200',
    24: wish.section ?? 'LAB',
    25: status,
  });
  return toMessage('ORU^R01^ORU_R01', wish, [
    pidOf(wish),
    segmentOf('PV1', { 1: 1, 2: 'O', 3: '^^^Site du Parc', 19: stayOf(wish) }),
    obr,
    ...(wish.notes ?? []).map((note, index) => aSegment('NTE', index + 1, 'L', toHL7Text(note))),
    ...results.flatMap((result, index) => aOBX(index + 1, { status, ...result })),
  ]);
}

/** What a letter may be given. */
export interface MDMWish extends MessageWish {
  /** TXA-12, the document's own number. */
  readonly document?: string;
  /** TXA-13, the document that it replaces or adds to. */
  readonly parent?: string;
  /** TXA-2, or its name after `^`. */
  readonly type?: HL7Field;
  readonly title?: string;
  /** TXA-4, when the patient was seen. */
  readonly date?: string;
  /** TXA-17: `AU` authenticated, `IP` under way, `LA`… */
  readonly completion?: string;
  /** TXA-19: `AV`, `CA` cancelled, `OB` obsolete. */
  readonly availability?: string;
  /** Text of the letter, a TX a line; else `file`. */
  readonly text?: string;
  readonly file?: { readonly bytes: Uint8Array; readonly type: string; readonly subtype: string };
}

/** MDM: `mdm('T02')` a letter as text, `T08`/`T10` replaces (`parent`), `T04` changes, `T11` cancels. */
export function mdm(event: string, wish: MDMWish = {}): string {
  const { file, text = 'Cher confrère,\nVotre patiente va bien.' } = wish;
  const title = wish.title ?? 'Lettre de sortie : cardiologie';
  const content =
    event === 'T11' || event === 'T01'
      ? []
      : file === undefined
        ? text
            .split('\n')
            .map((line, index) =>
              aSegment(
                'OBX',
                index + 1,
                'TX',
                '18842-5^Lettre de sortie^LN',
                1,
                toHL7Text(line),
                ...Array<null>(5).fill(null),
                'F',
              ),
            )
        : [
            segmentOf('OBX', {
              1: 1,
              2: 'ED',
              3: `18842-5^${toHL7Text(title)}^LN`,
              5: `^${file.type}^${file.subtype}^Base64^${Buffer.from(file.bytes).toString('base64')}`,
              11: 'F',
            }),
          ];
  return toMessage(`MDM^${event}^MDM_T02`, { application: 'DPI', ...wish }, [
    aSegment('EVN', event, wish.at ?? '20260302093000'),
    pidOf(wish),
    segmentOf('PV1', { 1: 1, 2: 'I', 3: 'Cardiologie B2^^^Site du Parc', 19: stayOf(wish) }),
    segmentOf('TXA', {
      1: 1,
      2: wish.type ?? 'DS^Lettre de sortie',
      3: file === undefined ? 'TX' : 'AP',
      4: wish.date ?? '202603011630',
      5: aPhysician(),
      6: wish.date ?? '202603011630',
      12: `${wish.document ?? 'DOC-0001'}^DPI`,
      13: wish.parent === undefined ? undefined : `${wish.parent}^DPI`,
      17: wish.completion ?? 'AU',
      19: wish.availability ?? (event === 'T11' ? 'CA' : 'AV'),
      25: toHL7Text(title),
    }),
    ...content,
  ]);
}

/** What an appointment may be given. */
export interface SIUWish extends MessageWish {
  /** SCH-2, the agenda's number. */
  readonly appointment?: string;
  readonly start?: string;
  readonly minutes?: number;
  readonly title?: string;
  /** SCH-25. */
  readonly status?: string;
  readonly place?: string;
  readonly instruction?: string;
}

/** SIU: `siu('S12')` a new appointment, `S13`/`S14` moved or changed, `S15` cancelled, `S16`, `S17` deleted, `S26` not come. */
export function siu(event: string, wish: SIUWish = {}): string {
  const title = toHL7Text(wish.title ?? 'Consultation de cardiologie');
  const { minutes = 20, start = '202603161030' } = wish;
  return toMessage(`SIU^${event}^SIU_S12`, { application: 'AGENDA', ...wish }, [
    segmentOf('SCH', {
      1: `D-${wish.appointment ?? 'RV-0001'}`,
      2: wish.appointment ?? 'RV-0001',
      7: `^${title}`,
      9: minutes,
      10: 'min',
      11: `^^${minutes}^${start}`,
      25: wish.status ?? 'Booked',
    }),
    ...(wish.instruction === undefined ? [] : [aSegment('NTE', 1, 'P', toHL7Text(wish.instruction))]),
    pidOf(wish),
    aSegment('RGS', 1, 'A'),
    segmentOf('AIS', { 1: 1, 2: 'A', 3: `CARD^${title}^L`, 4: start, 7: minutes, 8: 'min' }),
    segmentOf('AIL', { 1: 1, 2: 'A', 3: `${toHL7Text(wish.place ?? 'Route 34')}^^^Site du Parc` }),
    segmentOf('AIP', { 1: 1, 2: 'A', 3: aPhysician() }),
  ]);
}
