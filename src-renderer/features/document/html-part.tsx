import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useShowing } from '../../ui/showing.ts';
import { words } from '../../words/words.ts';
import fonts from '../../ui/fonts.css?url';
import sheet from './letter.css?url';
import styles from './parts.module.css';
import { toSafeHtml } from './safe-html.ts';

/**
 * A letter in HTML: cleaned, then shown in a frame that runs no script, sends no form and leads nowhere. The frame keeps the
 * window's origin only so that its height can be measured, which is harmless without scripts.
 */
export function HtmlPart({ html, title }: { html: string; title: string | null }) {
  const safe = useMemo(() => toSafeHtml(html), [html]);
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState(240);
  const { scale } = useShowing();
  const isRead = useRef(false);
  const fit = useCallback(() => {
    const body = frame.current?.contentDocument?.documentElement;
    if (body === undefined || !isRead.current) return;
    body.style.zoom = String(scale);
    setHeight(Math.min(body.scrollHeight * scale + 8, 20_000));
  }, [scale]);
  useEffect(fit, [fit]);
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
        isRead.current = true;
        fit();
      }}
    />
  );
}

function toPlainText(html: string): string {
  return new DOMParser().parseFromString(html, 'text/html').body.textContent;
}
