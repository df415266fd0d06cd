import { html, type Markup } from './html.ts';
import { pagePaths } from './languages.ts';
import { openWords, type Say } from './page-words.ts';
import { formatInstant, type PageParts, toPage } from './page.ts';

/** Where a request stands, as its asker may know it; nothing of what was declared. */
export interface FollowedRequest {
  readonly state: 'received' | 'review' | 'accepted' | 'refused';
  readonly receivedAt: Date;
  readonly decidedAt: Date | null;
  /** The Director's reason, when refused. */
  readonly reason: string | null;
}

/** What became of a request [R01]. The file is here, the fingerprint and the code are on the letter: they travel apart [R02]. */
export function toFollowPage(parts: PageParts, secret: string, request: FollowedRequest): string {
  const { language } = parts;
  const title = openWords(language)('follow.title');
  return toPage(
    parts,
    title,
    (say) => html`<div class="state state-${request.state}" role="status">
<h2>${say(`follow.${request.state}`)}</h2>
${toState(say, parts, secret, request)}
</div>
${request.state === 'received' || request.state === 'review' ? html`<p>${say('follow.refresh')}</p>` : null}
<p class="note">${say('follow.keep')}</p>`,
  );
}

function toState(say: Say, { language }: PageParts, secret: string, request: FollowedRequest): Markup {
  const received = { date: formatInstant(request.receivedAt, language) };
  const decided = { date: formatInstant(request.decidedAt ?? request.receivedAt, language) };
  switch (request.state) {
    case 'received':
      return html`<p>${say('follow.received.text', received)}</p>`;
    case 'review':
      return html`<p>${say('follow.review.text', received)}</p>`;
    case 'accepted':
      return html`<p>${say('follow.accepted.text', decided)}</p>
<ol><li>${say('follow.accepted.file')}</li><li>${say('follow.accepted.letter')}</li></ol>
<p><a class="button" href="${pagePaths[language]}/${secret}/passerelle" download>${say('follow.download')}</a></p>
<p>${say('follow.accepted.end')}</p>`;
    case 'refused':
      return html`<p>${say('follow.refused.text', decided)}</p>
<blockquote>${request.reason}</blockquote>
<p>${say('follow.refused.next')}</p>
<p><a href="${pagePaths[language]}">${say('follow.again')}</a></p>`;
  }
}

/** The one answer to a secret that never was, is not any more, or has nothing to hand out. */
export function toUnknownPage(parts: PageParts): string {
  const { language } = parts;
  return toPage(
    parts,
    openWords(language)('unknown.title'),
    (say) => html`<p>${say('unknown.text')}</p>
<p><a href="${pagePaths[language]}">${say('problem.back')}</a></p>`,
  );
}

/** Instead of a page, when HTTP refused: too many, too large, wrong kind, out of order. */
export function toProblemPage(parts: PageParts, status: number): string {
  const { hospital, language } = parts;
  const { name: service, phone } = hospital.helpdesk;
  const words = openWords(language);
  const sentence = (say: Say): string => {
    if (status === 429) return say('problem.many', { service, phone });
    if (status === 404) return say('problem.absent');
    return status < 500 ? say('problem.large') : say('problem.down', { service, phone });
  };
  return toPage(
    parts,
    words('problem.title'),
    (say) => html`<p>${sentence(say)}</p><p><a href="${pagePaths[language]}">${say('problem.back')}</a></p>`,
    { error: true },
  );
}
