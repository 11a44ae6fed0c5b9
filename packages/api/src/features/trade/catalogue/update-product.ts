import { clearable, id, line, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertForPeople } from './assert-for-people.ts';
import { Product, ProductCategory } from './product.entity.ts';

const IN_THE_API = { listWholesaleMinor: 'wholesaleMinor', listRetailMinor: 'retailMinor' } as const;

/**
 * Changes a product: what it is called, its list prices, whether it is on sale. Subscriptions keep the price they began
 * with, and those to a product that is no longer sold go on. What is left out stays as it is. [C1] [C2]
 */
export const updateProduct = verb({
  name: 'updateProduct',
  permission: 'PRODUCT_WRITE',
  description: 'Subscriptions that run keep the price they began with.',
  input: edit(
    'UpdateProductInput',
    { id: id() },
    {
      name: line(120).optional(),
      description: clearable(line(200)),
      category: oneOf(ProductCategory).optional(),
      needsAddress: z.boolean().optional(),
      kind: clearable(line(40)),
      wholesaleMinor: priceMinor().optional(),
      retailMinor: priceMinor().optional(),
      active: z.boolean().optional(),
    },
  ),
  async run(scope, { id: productId, known, description, wholesaleMinor, retailMinor, ...changes }) {
    const product = await loadLocked(scope, Product, productId);
    const asOffered = {
      ...product,
      wholesaleMinor: product.listWholesaleMinor,
      retailMinor: product.listRetailMinor,
    };
    known?.assertStill(asOffered, { ...changes, description, wholesaleMinor, retailMinor });
    if (changes.needsAddress) assertForPeople(product.unit);
    const prices = { listWholesaleMinor: wholesaleMinor, listRetailMinor: retailMinor };
    const changed = [
      ...assign(product, { ...changes, description: description === null ? '' : description }, undefined),
      ...assign(product, prices, undefined).map((price) => IN_THE_API[price as keyof typeof prices]),
    ];
    if (!changed.length) return { result: productId, subject: null };
    scope.hint({ kind: 'Product', id: productId });
    const { resellerId } = memberOf(scope.actor);
    return {
      result: productId,
      subject: { type: 'Product', id: productId, resellerId, reference: product.code, changed },
    };
  },
});
