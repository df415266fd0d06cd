/** The steps of the way to the hospital, in the order in which they are gone; plain lists, so that the window's first paint needs no schema. */
export const checkSteps = ['name', 'line', 'proxy', 'trust', 'certificate', 'clock', 'account'] as const;
export type CheckStep = (typeof checkSteps)[number];

/** What is found where a step holds. */
export const goodFindings = [
  'name.found',
  'name.proxy-found',
  'line.open',
  'line.proxy-open',
  'proxy.none',
  'proxy.passes',
  'trust.ours',
  'certificate.enrolled',
  'clock.right',
  'account.open',
] as const;

/** What is found where the way ends; each has its next deed among the window's words. */
export const brokenFindings = [
  'name.no-network',
  'name.unknown',
  'name.proxy-unknown',
  'line.closed',
  'line.no-answer',
  'line.proxy-closed',
  'proxy.asks-password',
  'proxy.refuses',
  'proxy.kind-unknown',
  'trust.intercepted',
  'trust.other-name',
  'trust.not-tls',
  'trust.dates',
  'trust.cut',
  'certificate.expired',
  'certificate.revoked',
  'certificate.foreign',
  'certificate.unanswered',
  'clock.ahead',
  'clock.behind',
  'account.suspended',
  'account.refused',
  'account.unanswered',
] as const;
export type BrokenFinding = (typeof brokenFindings)[number];

/** What could not be looked at: the way ended before, nobody is signed in, this PC is not enrolled yet. */
export const openFindings = [
  'not-reached',
  'certificate.not-enrolled',
  'clock.unmeasured',
  'account.signed-out',
] as const;
