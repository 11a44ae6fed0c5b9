import { localDate } from '@steward/shared';

/** The calendar day it is for the operator, in London, as "2026-10-01": services begin and end by it. */
export function today(): string {
  return localDate(new Date());
}
