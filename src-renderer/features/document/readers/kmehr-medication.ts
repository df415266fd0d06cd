import { formatDate, formatNumber } from '../../../words/format.ts';
import { words } from '../../../words/words.ts';
import { readCode, readCodeWord, readTexts, toCodeWord } from './kmehr-codes.ts';
import { childrenOf, findElement, readText, type XmlElement } from './xml.ts';

const isText = (one: string | null): one is string => one !== null && one !== '';

/** Date of a `beginmoment` or `endmoment`, as precise as it is; null when there is none. */
export function readKmehrDate(item: XmlElement, name: string): string | null {
  const moment = findElement(item, name);
  const value = ['date', 'yearmonth', 'year']
    .map((part) => readText(findElement(moment, part)))
    .find((one) => one !== null);
  const day = /^\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(value ?? '')?.[0];
  return day === undefined ? null : formatDate(day);
}

/** From when to when an item holds, in words; empty when it does not say. */
export function readKmehrPeriod(item: XmlElement): string {
  const [from, to] = [readKmehrDate(item, 'beginmoment'), readKmehrDate(item, 'endmoment')];
  const duration = findElement(item, 'duration');
  const count = readText(findElement(duration, 'decimal'));
  const unit = readCode(findElement(duration, 'unit'), 'CD-TIMEUNIT');
  const length =
    count === null || unit === null
      ? null
      : (toCodeWord('timeunit', unit, { count: Number(count) }) ?? `${formatNumber(count)} ${unit}`);
  const span =
    from !== null && to !== null
      ? words('kmehr.from-to', { from, to })
      : from === null
        ? to === null
          ? null
          : words('kmehr.to', { to })
        : words('kmehr.from', { from });
  return [span, length === null ? null : words('kmehr.during', { duration: length })].filter(isText).join(', ');
}

/** What the medicine is called: the product, its substance, a preparation's own recipe, else the text beside it. */
export function readMedicineName(item: XmlElement): string {
  const contents = childrenOf(item, 'content');
  for (const content of contents) {
    const product = findElement(content, 'medicinalproduct') ?? findElement(content, 'substanceproduct');
    const name = readText(findElement(product, 'intendedname')) ?? readText(findElement(product, 'deliveredname'));
    if (name !== null) return name;
    const recipe = readText(findElement(content, 'compoundprescription'));
    if (recipe !== null) return recipe;
  }
  return [...contents.flatMap((content) => readTexts(content)), ...readTexts(item)].join(' · ');
}

function readQuantity(quantity: XmlElement | null): string | null {
  const amount = readText(findElement(quantity, 'decimal'));
  if (amount === null) return null;
  const unit = readCodeWord(
    findElement(quantity, 'unit'),
    'CD-ADMINISTRATIONUNIT',
    'CD-ADMINISTRATION-UNIT',
    'CD-UNIT',
  );
  return unit === null ? formatNumber(amount) : `${formatNumber(amount)} ${unit}`;
}

function readDayTime(daytime: XmlElement): string | null {
  const clock = readText(findElement(daytime, 'time'));
  return clock === null ? readCodeWord(findElement(daytime, 'dayperiod'), 'CD-DAYPERIOD') : clock.slice(0, 5);
}

/** A regimen is a sequence: the day, the time of the day, then how much; each quantity ends one intake. */
function readRegimen(regimen: XmlElement | null): string[] {
  const intakes: string[] = [];
  let when: string[] = [];
  for (const child of regimen?.children ?? []) {
    if (typeof child === 'string') continue;
    if (child.name === 'quantity') {
      intakes.push([readQuantity(child), ...when].filter(isText).join(' '));
      when = [];
    } else if (child.name === 'daytime') when.push(readDayTime(child) ?? '');
    else if (child.name === 'weekday') when.push(readCodeWord(child, 'CD-WEEKDAY') ?? '');
    else if (child.name === 'date') when.push(formatDate(readText(child) ?? ''));
    else if (child.name === 'daynumber' && readText(child) !== '1')
      when.push(words('kmehr.day', { day: readText(child) ?? '' }));
  }
  if (when.length > 0) intakes.push(when.filter(isText).join(' '));
  return intakes;
}

function readPosology(item: XmlElement): string[] {
  return childrenOf(item, 'posology').flatMap((posology) => {
    const texts = readTexts(posology);
    if (texts.length > 0) return texts;
    const [low, high] = ['low', 'high'].map((edge) => readText(findElement(posology, 'takes', edge)));
    const amount = low != null && high != null ? words('kmehr.takes', { low, high }) : (low ?? high ?? null);
    const unit = readCodeWord(findElement(posology, 'unit'), 'CD-ADMINISTRATIONUNIT', 'CD-ADMINISTRATION-UNIT');
    return amount === null ? [] : [[amount, unit].filter(isText).join(' ')];
  });
}

/** Only the routes that are certain have a word here. */
function readRoute(item: XmlElement): string | null {
  const code = readCode(findElement(item, 'route'), 'CD-DRUG-ROUTE');
  return code === null ? null : (toCodeWord('drug-route', code) ?? words('kmehr.route', { code }));
}

/** How and when the medicine is taken, one line an intake. */
export function readIntake(item: XmlElement): string {
  const periodicity = readCodeWord(findElement(item, 'frequency', 'periodicity'), 'CD-PERIODICITY');
  return [
    ...readPosology(item),
    ...childrenOf(item, 'regimen').flatMap(readRegimen),
    ...childrenOf(item, 'dayperiod').map((one) => readCodeWord(one, 'CD-DAYPERIOD')),
    periodicity,
    readRoute(item),
  ]
    .filter(isText)
    .join('\n');
}

/** What else is said of the medicine: temporality, state, instructions, texts that are not its name. */
export function readMedicineRemarks(item: XmlElement): string {
  const name = readMedicineName(item);
  return [
    readCodeWord(findElement(item, 'temporality'), 'CD-TEMPORALITY'),
    readCodeWord(findElement(item, 'lifecycle'), 'CD-LIFECYCLE'),
    ...['instructionforpatient', 'instructionforoverdosing', 'instructionforreimbursement'].flatMap((one) =>
      readTexts(item, one),
    ),
    ...[...childrenOf(item, 'content').flatMap((content) => readTexts(content)), ...readTexts(item)].filter(
      (text) => text !== name,
    ),
  ]
    .filter(isText)
    .join('\n');
}
