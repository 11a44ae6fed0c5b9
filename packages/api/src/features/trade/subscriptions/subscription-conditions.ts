import { today } from '../../../kernel/protection.ts';

/** SQL: the first day of the subscription with this alias has come and its last is not over, so that it is charged. */
export const isRunning = (row: string): string =>
  `(${row}.starts_on <= ${today} and (${row}.ends_on is null or ${row}.ends_on > ${today}))`;
