import { date, id, optional, type PlainDate, prose } from '@steward/shared';
import { z } from 'zod';
import { input, namedValues, nested } from '../../../kernel/input.ts';

export const MOST_LINES = 5_000;

/** A service that begins, or a subscription that changes or ends. */
export const orderLine = nested(
  'OrderLineInput',
  z.object({
    productId: optional(id()),
    quantity: optional(
      z.number().int().min(1, 'Must be at least 1.').max(100_000, 'May be at most 100,000.'),
    ),
    endUserId: optional(id()),
    parameters: optional(namedValues()),
    subscriptionId: optional(id()),
    ends: z.boolean().nullish(),
  }),
);
export type OrderLine = z.infer<typeof orderLine> & {
  /** By which day it ends, where that is later than the order's: only what the product itself orders says so. */
  endsOn?: PlainDate | null;
};

/** What an order asks for: `placeOrder` and `previewOrder` take the same. */
export const orderInput = input('PlaceOrderInput', {
  companyId: optional(id()),
  lines: z
    .array(orderLine)
    .min(1, 'Must have at least one line.')
    .max(MOST_LINES, `May have at most ${MOST_LINES.toLocaleString('en-GB')} lines.`),
  startsOn: optional(date()),
  note: optional(prose(500)),
  /** Leaves out who has a service already, instead of refusing the order. */
  withoutHeld: z.boolean().nullish(),
});
