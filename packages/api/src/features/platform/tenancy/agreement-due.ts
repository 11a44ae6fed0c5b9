import { NEWEST_AGREEMENT } from '../../trust/agreements/index.ts';

/** SQL: the company with this alias has not accepted the newest agreement. */
export const isAgreementDue = (row: string): string =>
  `(${row}.agreement_accepted_at is null or coalesce(${row}.agreement_version <> ${NEWEST_AGREEMENT}, false))`;
