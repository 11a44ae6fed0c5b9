import { VAT_REGISTERS } from '@steward/shared';

/** Days after which an answer is too old to leave VAT out by. */
export const STALE_DAYS = 90;

/** SQL: a number of the United Kingdom’s register. */
const isOfUk = (number: string): string => `${number} ~ '${VAT_REGISTERS.HMRC.source}'`;

/** SQL: whoever has this id is registered in the United Kingdom, and so charges VAT at all. */
const chargesVat = (issuerId: string): string =>
  `exists (select from reseller issuer where issuer.id = ${issuerId} and issuer.vat_number ~ '^(GB|XI)')`;

/** SQL: whoever sells to this company charges it no VAT because of its number. */
export const isCompanyRelied = (company: string): string =>
  `(${company}.vat_treatment = 'OUTSIDE_UK' and ${chargesVat(`${company}.reseller_id`)})`;

/** SQL: the platform leaves VAT on calls, or all VAT, to this reseller because of its number. */
export const isResellerRelied = (reseller: string, issuerId: string): string =>
  `((${reseller}.vat_treatment = 'OUTSIDE_UK' or ${isOfUk(`${reseller}.vat_number`)}) and ${chargesVat(issuerId)})`;

/** SQL: what this check is of has that number, and no later check. */
export const isCurrent = (row: string): string => `(${row}.number = case when ${row}.company_id is null
    then (select r.vat_number from reseller r where r.id = ${row}.reseller_id)
    else (select c.vat_number from company c where c.id = ${row}.company_id) end
  and not exists (select from vat_number_check later where later.number = ${row}.number and later.issuer_id = ${row}.issuer_id
    and later.reseller_id = ${row}.reseller_id and later.company_id is not distinct from ${row}.company_id
    and (later.asked_at, later.id) > (${row}.asked_at, ${row}.id)))`;

/** SQL: the customer is charged no VAT because of the number. */
export const isReliedOn = (row: string): string => `case when ${row}.company_id is null
    then exists (select from reseller r where r.id = ${row}.reseller_id and ${isResellerRelied('r', `${row}.issuer_id`)})
    else exists (select from company c where c.id = ${row}.company_id and ${isCompanyRelied('c')}) end`;

/** SQL: VAT is left out by a number that is not registered, or of which nothing was heard for too long. */
export const isInDoubt = (
  row: string,
): string => `(${row}.answer <> 'REGISTERED' and ${isReliedOn(row)} and ${isCurrent(row)}
  and not (${row}.answer = 'NOT_ANSWERED' and exists (select from vat_number_check said where said.number = ${row}.number
    and said.issuer_id = ${row}.issuer_id and said.answer = 'REGISTERED'
    and said.asked_at > ${row}.asked_at - interval '${STALE_DAYS} days')))`;
