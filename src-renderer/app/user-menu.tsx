import { Bell, BellOff, ChevronDown, Download, Keyboard, Link2, ListTodo, Lock, LogOut, Monitor } from 'lucide-react';
import type { Person } from '../../contracts/person.ts';
import { useUpdate } from '../features/updates/use-update.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { words } from '../words/words.ts';
import { LanguageItem } from './language-menu.tsx';

interface UserMenuProps {
  readonly person: Person;
  /** Absent where the section has no keys of its own. */
  readonly onKeys?: () => void;
  readonly onSessions: () => void;
  /** The physician's links; nobody else has any. */
  readonly onLinks?: () => void;
  /** What the physician has to do. */
  readonly onTodo?: () => void;
  /** Notices of the system that new results came; only a physician has any. */
  readonly alerts?: { readonly isOn: boolean; readonly toggle: () => void } | null;
  readonly onLock: () => void;
  readonly onSignOut: () => void;
  /** Signs out and installs the update that is ready. */
  readonly onInstall: () => void;
}

/** Who is signed in, and what concerns only that: keys, own sessions, lock, sign out, language. */
export function UserMenu({
  person,
  onKeys,
  onLinks,
  onTodo,
  onSessions,
  alerts,
  onLock,
  onSignOut,
  onInstall,
}: UserMenuProps) {
  const isUpdateReady = useUpdate()?.step === 'ready';
  const label = words('user.menu', { name: person.name });
  return (
    <Menu
      label={label}
      trigger={
        <Button look="quiet" aria-label={label} icon={<ChevronDown aria-hidden />}>
          {person.name}
        </Button>
      }
      entries={[
        ...(onLinks === undefined
          ? []
          : [{ id: 'links', label: words('links.title'), icon: <Link2 size={16} aria-hidden />, act: onLinks }]),
        ...(onTodo === undefined
          ? []
          : [{ id: 'todo', label: words('todo.title'), icon: <ListTodo size={16} aria-hidden />, act: onTodo }]),
        ...(onKeys === undefined
          ? []
          : [
              {
                id: 'keys',
                label: words('user.keys'),
                icon: <Keyboard size={16} aria-hidden />,
                keys: '?',
                act: onKeys,
              },
            ]),
        {
          id: 'sessions',
          label: words('sessions.title'),
          icon: <Monitor size={16} aria-hidden />,
          act: onSessions,
        },
        ...(alerts === undefined || alerts === null
          ? []
          : [
              {
                id: 'alerts',
                label: words(alerts.isOn ? 'alert.turn-off' : 'alert.turn-on'),
                icon: alerts.isOn ? <BellOff size={16} aria-hidden /> : <Bell size={16} aria-hidden />,
                act: alerts.toggle,
              },
            ]),
        { id: 'lock', label: words('user.lock'), icon: <Lock size={16} aria-hidden />, keys: 'Ctrl L', act: onLock },
        { id: 'sign-out', label: words('user.sign-out'), icon: <LogOut size={16} aria-hidden />, act: onSignOut },
        ...(isUpdateReady
          ? [
              {
                id: 'install',
                label: words('update.sign-out'),
                icon: <Download size={16} aria-hidden />,
                act: onInstall,
              },
            ]
          : []),
      ]}
      last={<LanguageItem />}
    />
  );
}
