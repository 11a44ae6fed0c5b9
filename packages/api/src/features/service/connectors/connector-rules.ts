import { id } from '@steward/shared';
import { z } from 'zod';
import { OutboundError } from '../../../kernel/outbound.ts';
import { checkTarget, resolveHost } from '../../../kernel/outbound-target.ts';
import { invalid } from '../../../kernel/problem.ts';

/** The products that a connector provisions, in no order. */
export const productsOfConnector = (least = 1) =>
  z
    .array(id())
    .min(least, 'Must name at least one product.')
    .max(200, 'May name at most 200 products.')
    .transform((ids) => [...new Set(ids)].sort());

/** INVALID_INPUT unless webhooks may be sent to this address. [S66] */
export async function assertReachable(url: string, allow: readonly string[]): Promise<void> {
  try {
    await checkTarget(url, allow, resolveHost);
  } catch (error) {
    if (error instanceof OutboundError) throw invalid('url', `${error.message}.`);
    throw error;
  }
}
