import {
  Contrast,
  Crosshair,
  Ellipsis,
  Eraser,
  Layers,
  Layers2,
  Move,
  RotateCcw,
  Ruler,
  SunDim,
  ZoomIn,
  type LucideIcon,
} from 'lucide-react';
import { Button, ToggleButton, Toolbar } from 'react-aria-components';
import { Menu } from '../ui/menu.tsx';
import { words } from '../words/words.ts';
import { type Tool, tools } from './tools.ts';
import { useViewer } from './use-viewer.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { WindowChoice } from './viewer-state.ts';
import css from './viewer.module.css';

const icons: Readonly<Record<Tool, LucideIcon>> = {
  scroll: Layers,
  window: Contrast,
  zoom: ZoomIn,
  pan: Move,
  length: Ruler,
  probe: Crosshair,
};
const size = { size: 16, 'aria-hidden': true } as const;

/** Eight tools with words, the window presets, and the rest under « Plus ». */
export function ViewerToolbar({ session }: { readonly session: ViewerSession }): React.ReactElement {
  const tool = useViewer(session, (state) => state.tool);
  const inverted = useViewer(session, (state) => state.inverted);
  const overlays = useViewer(session, (state) => state.overlays);
  return (
    <Toolbar className={css['toolbar'] ?? ''} aria-label={words('viewer.tools')}>
      {tools.map((one) => {
        const Icon = icons[one.tool];
        return (
          <ToggleButton
            key={one.tool}
            className={css['tool'] ?? ''}
            isSelected={tool === one.tool}
            onChange={() => session.use(one.tool)}
            aria-keyshortcuts={one.letter}
          >
            <Icon {...size} />
            <span>{words(one.word)}</span>
          </ToggleButton>
        );
      })}
      <ToggleButton
        className={css['tool'] ?? ''}
        isSelected={inverted}
        onChange={() => session.invert()}
        aria-keyshortcuts="I"
      >
        <SunDim {...size} />
        <span>{words('viewer.tool.invert')}</span>
      </ToggleButton>
      <Button className={css['tool'] ?? ''} onPress={() => session.reset()} aria-keyshortcuts="R">
        <RotateCcw {...size} />
        <span>{words('viewer.tool.reset')}</span>
      </Button>
      <span className={css['gap']} />
      <Presets session={session} />
      <Menu
        label={words('viewer.more')}
        trigger={
          <Button className={css['tool'] ?? ''}>
            <Ellipsis {...size} />
            <span>{words('viewer.more')}</span>
          </Button>
        }
        entries={[
          {
            id: 'clear',
            label: words('viewer.clear'),
            icon: <Eraser {...size} />,
            keys: 'Suppr',
            act: () => session.clearMeasures(),
          },
          {
            id: 'overlays',
            label: words(overlays ? 'viewer.overlays.hide' : 'viewer.overlays.show'),
            icon: <Layers2 {...size} />,
            act: () => session.store.setState({ overlays: !overlays }),
          },
        ]}
      />
    </Toolbar>
  );
}

/** The name of a choice of window. */
export function toWindowName(window: WindowChoice): string {
  if (window.kind === 'preset') return window.preset.name;
  return words(window.kind === 'file' ? 'viewer.preset.file' : 'viewer.preset.manual');
}

function Presets({ session }: { readonly session: ViewerSession }): React.ReactElement {
  const window = useViewer(session, (state) => state.window);
  // The presets follow modality and windows of the slice, which are the same for most of a series.
  useViewer(session, ({ slice }) =>
    slice.phase === 'ready' ? slice.frame.facts.modality + JSON.stringify(slice.frame.facts.windows) : '',
  );
  const file = {
    id: 'file',
    label: words('viewer.preset.file'),
    icon: <Contrast {...size} />,
    keys: '0',
    act: () => session.setWindow({ kind: 'file' }),
  };
  const entries = session.presets.map((preset) => ({
    id: preset.key,
    label: preset.name,
    icon: <Contrast {...size} />,
    keys: preset.key,
    act: () => session.setWindow({ kind: 'preset', preset }),
  }));
  return (
    <Menu
      label={words('viewer.presets')}
      trigger={
        <Button className={css['tool'] ?? ''}>
          <Contrast {...size} />
          <span>{toWindowName(window)}</span>
        </Button>
      }
      entries={[file, ...entries]}
    />
  );
}
