import { Info } from 'lucide-react';
import { createContext, useContext } from 'react';
import { words } from '../words/words.ts';
import { Button } from './button.tsx';

/** Opens what Passerelle says of itself; null where nothing is known yet. Set once by the window. */
export const AboutContext = createContext<(() => void) | null>(null);

/** « À propos de Passerelle », inside a sheet, which it closes. */
export function AboutButton() {
  const open = useContext(AboutContext);
  if (open === null) return null;
  return (
    <Button slot="close" look="quiet" icon={<Info size={16} aria-hidden />} onPress={open}>
      {words('about.title')}
    </Button>
  );
}
