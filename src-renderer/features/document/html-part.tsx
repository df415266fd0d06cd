import DOMPurify from 'dompurify';
import { useMemo, useRef, useState } from 'react';
import { words } from '../../words/words.ts';
import fonts from '../../ui/fonts.css?url';
import sheet from './letter.css?url';
import styles from './parts.module.css';

const allowed = {
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    'style',
    'form',
    'input',
    'button',
    'textarea',
    'select',
    'iframe',
    'object',
    'embed',
    'audio',
    'video',
    'source',
    'svg',
    'math',
    'base',
    'meta',
    'link',
  ],
  FORBID_ATTR: ['style', 'class', 'id', 'href', 'target', 'srcset', 'action', 'background', 'ping', 'formaction'],
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^data:image\/(?:png|jpeg|gif|webp);base64,/i,
};

/** HTML of a letter reduced to text, tables and embedded pictures: no script, no style of its own, no address to fetch. */
export function toSafeHtml(html: string): string {
  const page = document.implementation.createHTMLDocument('');
  page.body.append(page.importNode(DOMPurify.sanitize(html, { ...allowed, RETURN_DOM_FRAGMENT: true }), true));
  for (const picture of page.querySelectorAll('img:not([src])')) picture.remove();
  return page.body.innerHTML;
}

/**
 * A letter in HTML: cleaned, then shown in a frame that runs no script, sends no form and leads nowhere. The frame keeps the
 * window's origin only so that its height can be measured, which is harmless without scripts.
 */
export function HtmlPart({ html, title }: { html: string; title: string | null }) {
  const safe = useMemo(() => toSafeHtml(html), [html]);
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(240);
  if (toPlainText(safe).trim() === '' && !safe.includes('<img')) {
    return <p className={styles['soft']}>{words('document.html.emptied')}</p>;
  }
  return (
    <iframe
      ref={frame}
      className={styles['frame']}
      title={title ?? words('document.html')}
      sandbox="allow-same-origin"
      srcDoc={`<!doctype html><html lang="fr"><head><meta charset="utf-8"><link rel="stylesheet" href="${fonts}"><link rel="stylesheet" href="${sheet}"></head><body>${safe}</body></html>`}
      style={{ height: `${height}px` }}
      onLoad={() => {
        const body = frame.current?.contentDocument?.documentElement;
        if (body !== undefined) setHeight(Math.min(body.scrollHeight + 8, 20_000));
      }}
    />
  );
}

function toPlainText(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
