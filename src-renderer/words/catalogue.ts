import { accessWords } from './access.fr.ts';
import { disputeWords } from './dispute.fr.ts';
import { documentWords } from './document.fr.ts';
import { fileWords } from './file.fr.ts';
import { intakeWords } from './intake.fr.ts';
import { kmehrWords } from './kmehr.fr.ts';
import { letterWords } from './letter.fr.ts';
import { linkWords } from './link.fr.ts';
import { approvalWords } from './approval.fr.ts';
import { pcsWords } from './pcs.fr.ts';
import { physicianWords } from './physician.fr.ts';
import { linksWords } from './links.fr.ts';
import { reachWords } from './reach.fr.ts';
import { recordWords } from './record.fr.ts';
import { rightsWords } from './rights.fr.ts';
import { requestWords } from './request.fr.ts';
import { sectionWords } from './section.fr.ts';
import { sessionWords } from './session.fr.ts';
import { shellWords } from './shell.fr.ts';
import { traceCheckWords } from './trace-check.fr.ts';
import { traceWords } from './trace.fr.ts';
import { viewerKindsWords } from './viewer-kinds.fr.ts';
import { viewerWords } from './viewer.fr.ts';

/** Every sentence of the window, in French; ICU messages by id. */
export const catalogue = {
  ...shellWords,
  ...accessWords,
  ...linkWords,
  ...linksWords,
  ...reachWords,
  ...recordWords,
  ...rightsWords,
  ...documentWords,
  ...fileWords,
  ...sectionWords,
  ...sessionWords,
  ...disputeWords,
  ...physicianWords,
  ...intakeWords,
  ...letterWords,
  ...approvalWords,
  ...pcsWords,
  ...requestWords,
  ...kmehrWords,
  ...traceWords,
  ...traceCheckWords,
  ...viewerWords,
  ...viewerKindsWords,
} as const satisfies Record<string, string>;
