import { type Block, type Letter, toLetterData } from './letter.ts';
import { doctors, hospital } from './hospital.ts';
import { demoId } from './identity.ts';
import { people } from './people.ts';

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

function toBlockNarrative(block: Block): string {
  if (block.kind === 'heading')
    return `<paragraph><content styleCode="Bold">${escape(block.text)}</content></paragraph>`;
  if (block.kind === 'paragraph') return `<paragraph>${escape(block.text)}</paragraph>`;
  if (block.kind === 'list')
    return `<list>${block.items.map((item) => `<item>${escape(item)}</item>`).join('')}</list>`;
  const [head = [], ...rows] = block.rows;
  const cells = (row: readonly string[], tag: 'td' | 'th'): string =>
    `<tr>${row.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  return `<table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table>`;
}

/** Each heading of the letter begins a section; what stands before the first is the letter itself. */
function toSections(title: string, blocks: readonly Block[]): { readonly title: string; readonly text: string }[] {
  const sections = [{ title, text: '' }];
  for (const block of blocks) {
    const last = sections.at(-1);
    if (block.kind === 'heading') sections.push({ title: block.text, text: '' });
    else if (last !== undefined) last.text += toBlockNarrative(block);
  }
  return sections.filter(({ text }) => text !== '');
}

/** The letter as a CDA document of level two: a header, and the narrative of each section without codes. */
export function toLetterCda(letter: Letter): string {
  const data = toLetterData(letter);
  const [patient, author] = [people[letter.patient], doctors[letter.author]];
  const day = letter.day.replaceAll('-', '');
  const name = (given: readonly string[], family: string): string =>
    `<name>${given.map((one) => `<given>${escape(one)}</given>`).join('')}<family>${escape(family)}</family></name>`;
  const ending = [data.closing, `${data.author}, ${data.specialty}`, data.validated, data.footer]
    .filter((line) => line !== '')
    .map((line) => `<paragraph>${escape(line)}</paragraph>`)
    .join('');
  const sections = [...toSections(data.title, data.blocks), { title: 'Signature', text: ending }];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ClinicalDocument xmlns="urn:hl7-org:v3">',
    '<typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>',
    `<id root="2.25.1" extension="${demoId(`${letter.patient}/cda/${letter.day}`)}"/>`,
    '<code code="18842-5" codeSystem="2.16.840.1.113883.6.1"/>',
    `<title>${escape(data.title)}</title>`,
    `<effectiveTime value="${day}"/>`,
    '<languageCode code="fr-BE"/>',
    `<recordTarget><patientRole><id nullFlavor="NI"/><patient>${name(patient.given, patient.family.toLocaleUpperCase('fr'))}<birthTime value="${patient.birthDate.replaceAll('-', '')}"/></patient></patientRole></recordTarget>`,
    `<author><time value="${day}"/><assignedAuthor><id nullFlavor="NI"/><assignedPerson>${name([`Dr ${author.given}`], author.family)}</assignedPerson></assignedAuthor></author>`,
    `<custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor="NI"/><name>${escape(hospital.name)}</name></representedCustodianOrganization></assignedCustodian></custodian>`,
    '<component><structuredBody>',
    ...sections.map(
      ({ title, text }) =>
        `<component><section><title>${escape(title)}</title><text>${text}</text></section></component>`,
    ),
    '</structuredBody></component>',
    '</ClinicalDocument>\n',
  ].join('\n');
}
