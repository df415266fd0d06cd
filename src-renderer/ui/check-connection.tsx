import { Activity } from 'lucide-react';
import { createContext, useContext } from 'react';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';

/** Opens the check of the connection; null where no hospital is known yet. Set once by the window. */
export const CheckConnectionContext = createContext<(() => void) | null>(null);

/** « Vérifier la connexion », where a line may be broken; inside a sheet it closes the sheet. Nothing where there is nothing to check. */
export function CheckConnectionButton({ closes = false }: { closes?: boolean }) {
  const open = useContext(CheckConnectionContext);
  if (open === null) return null;
  const slot = closes ? { slot: 'close' } : {};
  return (
    <Button {...slot} icon={<Activity size={16} aria-hidden />} onPress={open}>
      {words('check.title')}
    </Button>
  );
}
