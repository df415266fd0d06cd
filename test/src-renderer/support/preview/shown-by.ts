/**
 * By which scenarios each folder of `src-renderer/features` is looked at: whoever adds a feature names here the scenario that shows it, so that
 * `npm run access` and eyes come by. A folder without one fails a test.
 */
export const shownBy: Readonly<Record<string, readonly string[]>> = {
  activation: ['activation', 'activation-refused'],
  agenda: ['agenda', 'agenda-empty', 'agenda-offline'],
  approvals: ['approvals', 'reissues', 'own-notice'],
  about: ['about', 'about-checkout'],
  connection: ['check-good', 'check-loading', 'check-failed', 'check-locked'],
  disputes: ['disputes', 'disputes-empty'],
  document: ['shell', 'laboratory-five-years', 'images', 'document-failed', 'document-loading', 'print-done'],
  enrolment: ['welcome', 'welcome-file', 'keychain-absent'],
  guidance: ['first-hints'],
  'hand-over': ['hand-over', 'hand-over-fault', 'hand-over-locked', 'hand-over-opened', 'sent-archive'],
  intake: ['intake', 'intake-empty'],
  letters: ['letters', 'letters-empty', 'letters-print-failed'],
  link: ['link-steps', 'link-refused', 'link-print-failed', 'link-card'],
  links: ['links', 'links-empty', 'links-refused'],
  patients: ['shell', 'first-day', 'shell-loading', 'shell-failed'],
  pcs: ['pcs', 'pcs-empty', 'pcs-refused'],
  physicians: ['physicians', 'physicians-suspended'],
  record: ['shell', 'record-empty', 'record-failed', 'record-copying', 'offline', 'print-receipt'],
  releases: ['releases', 'releases-empty', 'releases-refused'],
  requests: ['requests', 'requests-conflict'],
  rights: ['rights', 'rights-deed-failed'],
  search: ['search-large', 'search-refused', 'search-reading'],
  sessions: ['sessions', 'sessions-alone'],
  show: ['show', 'alerts-on', 'second-images'],
  'sign-in': ['signed-out', 'locked', 'codes-left', 'copies-dropped', 'certificate-expired'],
  todo: ['todo', 'todo-empty', 'todo-failed'],
  trace: ['trace', 'trace-altered'],
  updates: ['update-ready', 'update-required', 'update-downloading', 'update-in-menu', 'update-went-back'],
};
