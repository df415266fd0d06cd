import type { PresentationState } from '../decode/presentation-state.ts';
import { words } from '../../words/words.ts';
import type { ViewerSession } from '../viewer-session.ts';
import { toDicomDate } from './readable.ts';
import css from './report.module.css';

const leftWords = {
  rotation: 'viewer.presentation.left.rotation',
  area: 'viewer.presentation.left.area',
  shutter: 'viewer.presentation.left.shutter',
  'display-annotations': 'viewer.presentation.left.display-annotations',
  'look-up-table': 'viewer.presentation.left.look-up-table',
} as const satisfies Record<PresentationState['left'][number], string>;

/** A saved presentation: the images it is for, each opened with it, and plainly what of it is not applied here. */
export function PresentationReader({
  presentation,
  session,
}: {
  readonly presentation: PresentationState;
  readonly session: ViewerSession;
}): React.ReactElement {
  return (
    <div className={css['scroll']} tabIndex={0} role="region" aria-label={words('viewer.presentation.title')}>
      <article className={css['report']}>
        <h2>{presentation.description || presentation.label || words('viewer.presentation.title')}</h2>
        <p className={css['state']}>
          <span>{words('viewer.presentation.title')}</span>
          {presentation.created !== '' && <span>{toDicomDate(presentation.created)}</span>}
        </p>
        <ul className={css['images']}>
          {presentation.images.map((image) => {
            const found = session.locate(image, presentation);
            return (
              <li key={image.sopInstanceUid}>
                {found ? (
                  <button type="button" className={css['link']} onClick={found.open}>
                    {words('viewer.presentation.open', { image: found.label })}
                  </button>
                ) : (
                  <span className={css['absent']}>{words('viewer.report.image.elsewhere')}</span>
                )}
              </li>
            );
          })}
        </ul>
        {presentation.left.length > 0 && (
          <p>
            {words('viewer.presentation.left', {
              what: presentation.left.map((one) => words(leftWords[one])).join(', '),
            })}
          </p>
        )}
      </article>
    </div>
  );
}
