import { act, type ReactElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach } from 'vitest';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

// Nobody is ever idle here: the readers of PDF and images are not fetched ahead.
Object.assign(globalThis, { requestIdleCallback: () => 0 });

// Nor has it workers: what they do has tests of its own.
if (!('Worker' in globalThis))
  Object.assign(globalThis, {
    Worker: class {
      addEventListener(): void {}
      postMessage(): void {}
      terminate(): void {}
    },
  });

const roots = new Map<Root, HTMLElement>();

// A window without layout has no height: long lists draw the lines that would stand in 600 pixels.
Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => 600 });
Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, get: () => 800 });

// As in Chromium, whose scrolling answers with a promise: an effect that hands it back as its undo breaks the window.
Object.defineProperty(Element.prototype, 'scrollIntoView', { configurable: true, value: () => Promise.resolve() });

afterEach(async () => {
  for (const [root, place] of roots) {
    await act(async () => root.unmount());
    place.remove();
  }
  roots.clear();
});

/** Draws an element into the document and waits until it is at rest. */
export async function mount(element: ReactElement): Promise<void> {
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  roots.set(root, place);
  await act(async () => root.render(element));
  await settle();
}

/** Lets every promise and effect under way finish. */
export async function settle(): Promise<void> {
  await act(async () => {
    await new Promise((done) => setTimeout(done, 20));
  });
}

/** Text on the screen, with plain spaces, without what is covered. */
export function readText(): string {
  const shown = [...document.body.children].map((child) => readVisible(child)).join(' ');
  return toPlain(shown);
}

function readVisible(element: Element): string {
  if (element.hasAttribute('inert') || element.matches('script, style, template')) return '';
  return [...element.childNodes]
    .map((node) => (node instanceof Element ? readVisible(node) : (node.textContent ?? '')))
    .join(' ');
}

/** Presses the button, checkbox, option… whose name contains `name`. */
export async function press(name: string): Promise<void> {
  const target = find(name);
  await act(async () => target.click());
  await settle();
}

/** The first reachable control whose accessible name or text contains `name`; fails when there is none. */
export function find(name: string): HTMLElement {
  const controls = document.querySelectorAll<HTMLElement>(
    'button, [role="button"], [role="option"], [role="menuitem"], [role="menuitemradio"], [role="radio"], label, a, [data-patient-row]',
  );
  const found = [...controls].find(
    (one) =>
      one.closest('[inert]') === null &&
      toPlain(`${one.getAttribute('aria-label') ?? ''} ${one.textContent}`).includes(name),
  );
  if (found === undefined) throw new Error(`nothing named « ${name} » in: ${readText()}`);
  return found;
}

/** Types into the field under the label `label`. */
export async function type(label: string, text: string): Promise<void> {
  const field = findField(label);
  await act(async () => {
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    setter?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  });
  await settle();
}

/** The reachable field under a label or with an accessible name. */
export function findField(label: string): HTMLInputElement {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input')].filter(
    (one) => one.closest('[inert]') === null,
  );
  const found = fields.find((one) => {
    const labels = (one.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '');
    return [one.getAttribute('aria-label') ?? '', ...labels].some((text) => toPlain(text) === label);
  });
  if (found === undefined) throw new Error(`no field « ${label} » in: ${readText()}`);
  return found;
}

/** Sends the form that holds the field under `label`. */
export async function submit(label: string): Promise<void> {
  const form = findField(label).form;
  await act(async () => form?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })));
  await settle();
}

function toPlain(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
