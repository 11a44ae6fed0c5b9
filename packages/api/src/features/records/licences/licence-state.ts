/** So many days before its end a licence is about to expire. */
export const AHEAD_DAYS = 30;

const TODAY = `(select (current_setting('steward.now')::timestamptz at time zone 'Europe/London')::date)`;

/** SQL: how a licence stands today. */
export const licenceStateOf = (row: string): string =>
  `case when ${row}.expires_on is null then 'ENDLESS' when ${row}.expires_on <= ${TODAY} then 'EXPIRED'
    when ${row}.expires_on <= ${TODAY} + ${AHEAD_DAYS} then 'EXPIRING' else 'VALID' end`;
