/** How components are, and how far incidents and maintenance are, in words. */
export const STATES: Readonly<Record<string, string>> = {
  OPERATIONAL: 'Works',
  UNDER_MAINTENANCE: 'Under maintenance',
  DEGRADED: 'Degraded',
  PARTIAL_OUTAGE: 'Partial outage',
  MAJOR_OUTAGE: 'Major outage',
  INVESTIGATING: 'Investigating',
  IDENTIFIED: 'Identified',
  MONITORING: 'Monitoring',
  RESOLVED: 'Resolved',
  SCHEDULED: 'Planned',
  IN_PROGRESS: 'In progress',
  COMPLETED: 'Completed',
  CANCELLED: 'Cancelled',
};

const TONES: Readonly<Record<string, string>> = {
  OPERATIONAL: 'ACTIVE',
  UNDER_MAINTENANCE: 'RUNNING',
  DEGRADED: 'WAITING',
  PARTIAL_OUTAGE: 'WAITING',
  MAJOR_OUTAGE: 'SUSPENDED',
  INVESTIGATING: 'SUSPENDED',
  IDENTIFIED: 'WAITING',
  MONITORING: 'WAITING',
  IN_PROGRESS: 'RUNNING',
};

/** The state whose colour it is shown in. */
export const toneOf = (state: string): string => TONES[state] ?? 'NONE';

/** These states as choices of a field. */
export const choicesOf = (names: readonly string[]): { value: string; label: string }[] =>
  names.map((value) => ({ value, label: STATES[value] ?? value }));
