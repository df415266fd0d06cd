import {
  Activity,
  BedDouble,
  CalendarDays,
  Camera,
  FlaskConical,
  type LucideIcon,
  Mail,
  Pill,
  ScanLine,
  Stethoscope,
  TriangleAlert,
} from 'lucide-react';
import type { DocumentKind } from '../../../contracts/record.ts';

const icons = {
  laboratory: FlaskConical,
  imaging: ScanLine,
  letter: Mail,
  report: Activity,
  photograph: Camera,
  stay: BedDouble,
  appointment: CalendarDays,
  allergy: TriangleAlert,
  medication: Pill,
  condition: Stethoscope,
} as const satisfies Record<DocumentKind, LucideIcon>;

/** The drawing beside the word of a kind. */
export function KindIcon({ kind }: { kind: DocumentKind }) {
  const Icon = icons[kind];
  return <Icon size={16} aria-hidden />;
}
