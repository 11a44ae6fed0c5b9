import { newestFor } from '../../trust/agreements/index.ts';

/** SQL: the company with this alias has not accepted the newest agreement of whoever it buys from. */
export const isAgreementDue = (row: string): string =>
  `(${row}.agreement_accepted_at is null or coalesce(${row}.agreement_version <> ${newestFor(`${row}.reseller_id`)}, false))`;
