import {
  Contrast,
  Crosshair,
  Ellipsis,
  Eraser,
  Layers,
  Layers2,
  Move,
  MonitorUp,
  RotateCcw,
  Ruler,
  SunDim,
  ZoomIn,
  type LucideIcon,
} from 'lucide-react';
import { useRef } from 'react';
import { Button, ToggleButton, Toolbar } from 'react-aria-components';
import { Menu } from '../ui/menu.tsx';
import { useFolded } from '../ui/use-folded.ts';
import { toKeyName } from '../words/key-name.ts';
import { words } from '../words/words.ts';
import { type Move as Way, type Tool, tools } from './tools.ts';
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

/** One deed of the toolbar: a button while there is room for it, else a line of « Plus ». */
interface ToolDeed {
  readonly id: string;
  readonly label: string;
  readonly letter: string;
  readonly Icon: LucideIcon;
  /** Null for what is done once. */
  readonly isOn: boolean | null;
  readonly act: () => void;
}

/** Eight tools with words on one line, the window presets, and under « Plus » the rest and what has no room. */
export function ViewerToolbar({
  session,
  move,
}: {
  readonly session: ViewerSession;
  readonly move?: Way | undefined;
}): React.ReactElement {
  const tool = useViewer(session, (state) => state.tool);
  const inverted = useViewer(session, (state) => state.inverted);
  const deeds: readonly ToolDeed[] = [
    ...tools.map((one) => ({
      id: one.tool,
      label: words(one.word),
      letter: one.letter,
      Icon: icons[one.tool],
      isOn: tool === one.tool,
      act: () => session.use(one.tool),
    })),
    {
      id: 'invert',
      label: words('viewer.tool.invert'),
      letter: 'I',
      Icon: SunDim,
      isOn: inverted,
      act: () => session.invert(),
    },
    {
      id: 'reset',
      label: words('viewer.tool.reset'),
      letter: 'R',
      Icon: RotateCcw,
      isOn: null,
      act: () => session.reset(),
    },
  ];
  const row = useRef<HTMLDivElement>(null);
  const fitting = useFolded(
    row,
    deeds.map(({ id }) => id),
  );
  return (
    <Toolbar className={css['toolbar'] ?? ''} aria-label={words('viewer.tools')}>
      <div ref={row} className={css['tools']}>
        {deeds.map((deed, place) => (
          <span key={deed.id} className={css['slot']} data-folded={place >= fitting}>
            <ToolButton deed={deed} />
          </span>
        ))}
      </div>
      <Presets session={session} />
      {move === undefined ? null : (
        <Button className={css['tool'] ?? ''} onPress={move.act} aria-keyshortcuts="S">
          <MonitorUp {...size} />
          <span>{move.label}</span>
        </Button>
      )}
      <More session={session} folded={deeds.slice(fitting)} />
    </Toolbar>
  );
}

function ToolButton({ deed: { label, letter, Icon, isOn, act } }: { readonly deed: ToolDeed }): React.ReactElement {
  const inside = (
    <>
      <Icon {...size} />
      <span>{label}</span>
    </>
  );
  return isOn === null ? (
    <Button className={css['tool'] ?? ''} onPress={act} aria-keyshortcuts={letter}>
      {inside}
    </Button>
  ) : (
    <ToggleButton className={css['tool'] ?? ''} isSelected={isOn} onChange={act} aria-keyshortcuts={letter}>
      {inside}
    </ToggleButton>
  );
}

interface MoreProps {
  readonly session: ViewerSession;
  readonly folded: readonly ToolDeed[];
}

/** The menu behind the tools; while it holds the tool in use, it bears its name. */
function More({ session, folded }: MoreProps): React.ReactElement {
  const overlays = useViewer(session, (state) => state.overlays);
  const used = folded.find(({ isOn }) => isOn === true);
  const name = used === undefined ? words('viewer.more') : `${words('viewer.more')} · ${used.label}`;
  return (
    <Menu
      label={words('viewer.more')}
      trigger={
        <Button className={css['tool'] ?? ''} data-used={used !== undefined || undefined}>
          <Ellipsis {...size} />
          <span>{name}</span>
        </Button>
      }
      entries={[
        ...folded.map(({ id, label, letter, Icon, act }) => ({
          id,
          label,
          icon: <Icon {...size} />,
          keys: letter,
          act,
        })),
        {
          id: 'clear',
          label: words('viewer.clear'),
          icon: <Eraser {...size} />,
          keys: toKeyName('Delete'),
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
