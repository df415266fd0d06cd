import { html, type Markup } from './html.ts';
import { pagePaths } from './languages.ts';
import { openWords, type Say } from './page-words.ts';
import { type PageParts, toPage } from './page.ts';
import { documentPaths } from './public-documents.ts';
import { type FormErrors, type FormField, formFields, type Typed } from './read-form.ts';

/** What is wrong with the form that was sent. */
export interface FormFault {
  readonly errors: FormErrors;
  /** True when its token is too old or was asked for by another site. */
  readonly old: boolean;
}

/** The form, with what was typed and, beside each field, what is wrong with it [R01]. */
export function toFormPage(parts: PageParts, typed: Typed, fault: FormFault | null): string {
  const errors = fault?.errors ?? {};
  const title = openWords(parts.language)('form.title');
  const body = (say: Say): Markup => html`${fault === null ? null : toSummary(say, fault)}
<p class="lead">${say('form.intro')}</p>
<section aria-labelledby="steps"><h2 id="steps">${say('form.steps')}</h2>
<ol><li>${say('form.step.1')}</li><li>${say('form.step.2')}</li><li>${say('form.step.3')}</li></ol></section>
${toDocuments(say, parts.language !== 'fr')}
<form id="request" method="post" action="${pagePaths[parts.language]}" accept-charset="utf-8" novalidate>
<input type="hidden" name="token" value="${typed.token}">
<p class="note">${say('form.required')}</p>
<fieldset><legend>${say('form.you')}</legend>
${line(say, typed, errors, 'family', 'autocomplete="family-name" maxlength="80"')}
${line(say, typed, errors, 'given', 'autocomplete="given-name" maxlength="80"')}
${line(say, typed, errors, 'nihdi', 'inputmode="numeric" autocomplete="off" maxlength="40"', 'form.nihdi.hint')}
</fieldset>
<fieldset><legend>${say('form.practice.title')}</legend>
${line(say, typed, errors, 'practice', 'autocomplete="organization" maxlength="120"')}
${area(say, typed, errors)}
${line(say, typed, errors, 'phone', 'type="tel" autocomplete="tel" maxlength="30"')}
${line(say, typed, errors, 'email', 'type="email" autocomplete="email" maxlength="120"')}
</fieldset>
<fieldset><legend>${say('form.declarations')}</legend>
${tick(say, typed, errors, 'care')}
${tick(say, typed, errors, 'conditions')}
</fieldset>
<p class="note">${say('form.privacy')}</p>
<button type="submit">${say('form.send')}</button>
</form>`;
  return toPage(parts, title, body, { switches: true, error: fault !== null });
}

/** First on the page, so that whoever cannot see the fields learns at once that nothing was sent, and where to go. */
function toSummary(say: Say, { errors, old }: FormFault): Markup {
  const wrong = formFields.flatMap((field) => {
    const error = errors[field];
    return error === undefined ? [] : [html`<li><a href="#${field}">${label(say, field)} : ${say(error)}</a></li>`];
  });
  return html`<div class="alarm" role="alert" tabindex="-1" autofocus>
<h2>${say('errors.title')}</h2>
${old ? html`<p>${say('errors.old')}</p>` : null}
${wrong.length === 0 ? null : html`<p>${say('errors.text')}</p><ul>${wrong}</ul>`}
</div>`;
}

function label(say: Say, field: FormField): string {
  return field === 'care' || field === 'conditions' ? say('form.declarations') : say(`form.${field}`);
}

function toDocuments(say: Say, foreign: boolean): Markup {
  const link = (document: keyof typeof documentPaths): Markup =>
    html`<li><a href="${documentPaths[document]}" hreflang="fr" type="application/pdf">${say(`form.document.${document}`)}</a></li>`;
  return html`<section aria-labelledby="documents"><h2 id="documents">${say('form.documents')}</h2>
<p class="note">${say('form.documents.french')}</p>
<ul>${link('conditions')}${link('regulations')}${link('consent')}</ul>
${
  foreign
    ? html`<details><summary>${say('form.summary.title')}</summary><ul><li>${say('form.summary.1')}</li><li>${say('form.summary.2')}</li><li>${say('form.summary.3')}</li><li>${say('form.summary.4')}</li></ul></details>`
    : null
}</section>`;
}

/** `attributes` is written here, never by anybody else. */
function line(
  say: Say,
  typed: Typed,
  errors: FormErrors,
  field: 'family' | 'given' | 'nihdi' | 'practice' | 'phone' | 'email',
  attributes: string,
  hint?: 'form.nihdi.hint',
): Markup {
  const required = field === 'email' ? '' : 'required';
  return html`<div class="field">
<label for="${field}">${say(`form.${field}`)}</label>
${hint === undefined ? null : html`<p class="hint" id="${field}-hint">${say(hint)}</p>`}
${wrong(say, errors, field)}
<input id="${field}" name="${field}" value="${typed[field]}" ${{ markup: `${attributes} ${required}` }} ${described(errors, field, hint !== undefined)}>
</div>`;
}

function area(say: Say, typed: Typed, errors: FormErrors): Markup {
  // The line end after the tag is the parser's: a first line end that was typed would else be lost.
  return html`<div class="field">
<label for="address">${say('form.address')}</label>
<p class="hint" id="address-hint">${say('form.address.hint')}</p>
${wrong(say, errors, 'address')}
<textarea id="address" name="address" rows="3" maxlength="420" autocomplete="street-address" required ${described(errors, 'address', true)}>
${typed.address}</textarea>
</div>`;
}

function tick(say: Say, typed: Typed, errors: FormErrors, field: 'care' | 'conditions'): Markup {
  const checked = typed[field] === 'yes' ? 'checked' : '';
  return html`<div class="tick">
${wrong(say, errors, field)}
<input type="checkbox" id="${field}" name="${field}" value="yes" required ${checked} ${described(errors, field, false)}>
<label for="${field}">${say(`form.${field}`)}</label>
</div>`;
}

function wrong(say: Say, errors: FormErrors, field: FormField): Markup | null {
  const error = errors[field];
  return error === undefined
    ? null
    : html`<p class="error" id="${field}-error"><strong>${say('page.error')} :</strong> ${say(error)}</p>`;
}

function described(errors: FormErrors, field: FormField, hint: boolean): Markup {
  const isWrong = errors[field] !== undefined;
  const ids = [hint ? `${field}-hint` : '', isWrong ? `${field}-error` : ''].filter((id) => id !== '').join(' ');
  return html`${ids === '' ? null : html`aria-describedby="${ids}"`} ${isWrong ? html`aria-invalid="true"` : null}`;
}
