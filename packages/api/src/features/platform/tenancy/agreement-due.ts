/** SQL: the version of the data processing agreement that is to be accepted now: the one published last. [D1] */
export const NEWEST_AGREEMENT =
  '(select a.version from agreement a order by a.published_on desc, a.id desc limit 1)';

/** SQL: the company with this alias has not accepted the newest agreement. */
export const isAgreementDue = (row: string): string =>
  `(${row}.agreement_accepted_at is null or coalesce(${row}.agreement_version <> ${NEWEST_AGREEMENT}, false))`;
