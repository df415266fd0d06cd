import { Minus, Plus } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../words/format.ts';
import { words } from '../../words/words.ts';

interface ZoomToolsProps {
  /** Place in the list of zooms. */
  readonly zoom: number;
  readonly last: number;
  /** What this zoom shows, 1 for the paper's own size. */
  readonly factor: number;
  readonly onZoom: (zoom: number) => void;
}

/** Smaller, how large, larger: for pages of any kind. */
export function ZoomTools({ zoom, last, factor, onZoom }: ZoomToolsProps) {
  return (
    <>
      <Button
        look="quiet"
        size="small"
        icon={<Minus aria-hidden />}
        isDisabled={zoom === 0}
        onPress={() => onZoom(zoom - 1)}
      >
        {words('pdf.smaller')}
      </Button>
      <span>{formatNumber(Math.round(factor * 100))} %</span>
      <Button
        look="quiet"
        size="small"
        icon={<Plus aria-hidden />}
        isDisabled={zoom === last}
        onPress={() => onZoom(zoom + 1)}
      >
        {words('pdf.larger')}
      </Button>
    </>
  );
}
