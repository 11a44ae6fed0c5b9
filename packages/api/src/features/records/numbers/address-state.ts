const NOW = `(select current_setting('steward.now')::timestamptz)`;

/** SQL: how a number's address for 999 stands by the clock; a confirmation holds for twelve months. [R1] */
export const addressStateOf = (row: string): string =>
  `case when ${row}.address_pending then 'PENDING' when ${row}.address_confirmed_at is null then 'MISSING'
    when ${row}.address_confirmed_at <= ${NOW} - interval '12 months' then 'AGED' else 'CONFIRMED' end`;

/** SQL: the company has to look at the address of the number and confirm it. */
export const toConfirm = (row: string): string =>
  `(${row}.address_pending or ${row}.state = 'IN_USE' and ${row}.address_confirmed_at <= ${NOW} - interval '12 months')`;

/** SQL: somebody is to have the number, its address is confirmed, and it is not in use yet. */
export const isReady = (row: string): string =>
  `(${row}.state in ('FREE', 'PORTING') and ${row}.address_confirmed_at is not null
    and (${row}.end_user_id is not null or ${row}.subscription_id is not null))`;
