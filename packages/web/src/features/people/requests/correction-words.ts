/** What people call what can be asked to be corrected, by the API's name. */
export const FIELDS = {
  FIRST_NAME: 'First name',
  LAST_NAME: 'Last name',
  EMAIL: 'E-mail address',
  JOB_TITLE: 'Job title',
  DEPARTMENT: 'Department',
  USER_ID: 'User id',
  OTHER: 'Something else',
} as const;
export type CorrectionField = keyof typeof FIELDS;

export const fieldName = (field: string): string =>
  field in FIELDS ? FIELDS[field as CorrectionField] : field;

/** Fields that are changed by a click; the others are corrected by hand. */
export const isAtOnce = (field: string): boolean => field !== 'USER_ID' && field !== 'OTHER';

/** What became of it, in the words of whoever asked. */
export const stateName = (state: string): string =>
  state === 'WAITING' ? 'Waiting' : (STATES[state] ?? state);
const STATES: Record<string, string> = {
  APPLIED: 'Corrected',
  DECLINED: 'Declined',
  WITHDRAWN: 'Withdrawn',
};
