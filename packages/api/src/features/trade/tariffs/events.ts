import { event } from '../../../kernel/jobs.ts';

/** A version of this tariff has been published: calls that were held for want of a price may have one. */
export const tariffPublished = event<{ resellerId: string; tariffId: string }>('tariffPublished');
