import { USUAL_PAYMENT_DAYS } from '@steward/shared';
import { customerIn } from '../customer-in.ts';

/**
 * SQL: the days that a customer of this issuer has to pay, from the day of issue: as agreed with it, else as for everyone, else
 * as is usual. The customer is a company, or a reseller of the platform, by its id. [B4]
 */
export const paymentDays = (issuer: string, customer: string): string =>
  `coalesce((select t.payment_days from billing_terms t where t.issuer_id = ${issuer} and ${customerIn('t')} in (${customer}, ${issuer})
    order by ${customerIn('t')} = ${issuer} limit 1), ${USUAL_PAYMENT_DAYS})`;
