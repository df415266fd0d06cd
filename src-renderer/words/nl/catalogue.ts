import { agendaWords } from './agenda.ts';
import { aboutWords } from './about.ts';
import { accessWords } from './access.ts';
import { disputeWords } from './dispute.ts';
import { documentWords } from './document.ts';
import { fileWords } from './file.ts';
import { findWords } from './find.ts';
import { checkWords } from './check.ts';
import { guidanceWords } from './guidance.ts';
import { openingWords } from './opening.ts';
import { readingWords } from './reading.ts';
import { intakeWords } from './intake.ts';
import { kmehrWords } from './kmehr.ts';
import { laboratoryWords } from './laboratory.ts';
import { handOverWords } from './hand-over.ts';
import { languageWords } from './language.ts';
import { letterWords } from './letter.ts';
import { linkWords } from './link.ts';
import { approvalWords } from './approval.ts';
import { pcsWords } from './pcs.ts';
import { printWords } from './print.ts';
import { physicianWords } from './physician.ts';
import { linksWords } from './links.ts';
import { reachWords } from './reach.ts';
import { recordWords } from './record.ts';
import { releaseWords } from './release.ts';
import { rightsWords } from './rights.ts';
import { requestWords } from './request.ts';
import { sectionWords } from './section.ts';
import { sessionWords } from './session.ts';
import { shellWords } from './shell.ts';
import { showWords } from './show.ts';
import { traceCheckWords } from './trace-check.ts';
import { traceWords } from './trace.ts';
import { updateWords } from './update.ts';
import { viewerKindsWords } from './viewer-kinds.ts';
import { viewerWords } from './viewer.ts';
import type { WordId } from '../language.ts';

export { failureSentences } from './failure.ts';
export { calledSentences } from './failure-called.ts';

/** Every sentence of the window, in Dutch. */
export const catalogue = {
  ...shellWords,
  ...showWords,
  ...agendaWords,
  ...laboratoryWords,
  ...handOverWords,
  ...languageWords,
  ...aboutWords,
  ...accessWords,
  ...linkWords,
  ...linksWords,
  ...reachWords,
  ...recordWords,
  ...releaseWords,
  ...rightsWords,
  ...documentWords,
  ...fileWords,
  ...findWords,
  ...checkWords,
  ...guidanceWords,
  ...openingWords,
  ...readingWords,
  ...sectionWords,
  ...sessionWords,
  ...disputeWords,
  ...physicianWords,
  ...intakeWords,
  ...letterWords,
  ...approvalWords,
  ...pcsWords,
  ...printWords,
  ...requestWords,
  ...kmehrWords,
  ...traceWords,
  ...traceCheckWords,
  ...updateWords,
  ...viewerWords,
  ...viewerKindsWords,
} as const satisfies Readonly<Record<WordId, string>>;
