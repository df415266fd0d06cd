import { code, concept, type Json, parts, text, toRef } from './fhir-json.ts';
import { label } from './labels.ts';
import type { PatientRecord } from './patient-record.ts';

const ofMedia = (reference: unknown): string[] => {
  const ref = toRef(reference);
  return ref?.startsWith('Media/') === true ? [ref] : [];
};

/** `Media/id` of an attachment whose address is a Media of this record; null for any other address. */
export function toMediaRef(attachment: Json): string | null {
  return ofMedia({ reference: text(attachment, 'url') ?? '' })[0] ?? null;
}

/** The Media that a report or a DocumentReference shows as its own, each once: DiagnosticReport.media, context.related, an attachment's address. */
export function toMediaRefs(resource: Json): readonly string[] {
  const refs =
    resource['resourceType'] === 'DiagnosticReport'
      ? parts(resource, 'media').flatMap((medium) => ofMedia(medium['link']))
      : resource['resourceType'] === 'DocumentReference'
        ? [
            ...parts(resource, 'content').flatMap((content) =>
              parts(content, 'attachment').flatMap((attachment) => toMediaRef(attachment) ?? []),
            ),
            ...parts(resource['context'], 'related').flatMap(ofMedia),
          ]
        : [];
  return [...new Set(refs)];
}

/** Those of them that are here. */
export function toMedia(record: PatientRecord, resource: Json): Json[] {
  return toMediaRefs(resource).flatMap((ref): Json[] => {
    const media = record.resources.get(ref);
    return media === undefined ? [] : [media];
  });
}

/** Every file of a document in order: its own, and those of the Media it shows; a file that stands twice is one. */
export function attachmentsOf(record: PatientRecord, resource: Json): Json[] {
  const own =
    resource['resourceType'] === 'Media'
      ? parts(resource, 'content')
      : resource['resourceType'] === 'DocumentReference'
        ? parts(resource, 'content').flatMap((content) => parts(content, 'attachment'))
        : parts(resource, 'presentedForm');
  // An address that is a Media is that Media's file, where the Media is here.
  const files = own.filter((attachment) => !record.resources.has(toMediaRef(attachment) ?? ''));
  const all = [...files, ...toMedia(record, resource).flatMap((one) => parts(one, 'content'))];
  const seen = new Set<string>();
  return all.filter((attachment) => {
    const url = text(attachment, 'url');
    if (url === null) return true;
    if (seen.has(url)) return false;
    seen.add(url);
    return true;
  });
}

/** True for a picture; a film or a sound is none. */
export function isPicture(media: Json): boolean {
  const [content] = parts(media, 'content');
  const mime = text(content, 'contentType') ?? '';
  return mime === '' ? !['video', 'audio'].includes(code(media['type']) ?? '') : mime.startsWith('image/');
}

/** True for a report that is photographs and nothing else: no file of its own, no result. */
export function isPictures(record: PatientRecord, report: Json): boolean {
  const media = toMedia(record, report);
  const more = [...parts(report, 'presentedForm'), ...parts(report, 'result')];
  return media.length > 0 && media.every(isPicture) && more.length === 0;
}

/** What a Media is called: its own title or its reason, then the part of the body where that does not say it. */
export function toMediaTitle(media: Json): string {
  const [content] = parts(media, 'content');
  const title =
    text(content, 'title') ??
    concept(parts(media, 'reasonCode')[0]) ??
    label(isPicture(media) ? 'kind.photograph' : 'kind.report');
  const site = concept(media['bodySite']);
  const isSaid = site === null || title.toLocaleLowerCase('fr').includes(site.toLocaleLowerCase('fr'));
  return isSaid ? title : `${title} – ${site}`;
}

/** The part of the body that a document's Media shows, as its source codes it (`system|code`) or else names it; null when they show none or several. */
export function toSite(record: PatientRecord, resource: Json): string | null {
  const media = resource['resourceType'] === 'Media' ? [resource] : toMedia(record, resource);
  const sites = new Set(
    media.flatMap((one) => {
      const [coding] = parts(one['bodySite'], 'coding');
      const value = text(coding, 'code');
      if (value !== null) return [`${text(coding, 'system') ?? ''}|${value}`];
      return concept(one['bodySite'])?.toLocaleLowerCase('fr') ?? [];
    }),
  );
  return sites.size === 1 ? ([...sites][0] ?? null) : null;
}
