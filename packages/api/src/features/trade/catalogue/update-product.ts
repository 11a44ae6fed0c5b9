import { clearable, id, line, priceMinor } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { assign, loadLocked } from '../../../kernel/assign.ts';
import type { Changes } from '../../../kernel/audit.ts';
import { edit, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertForPeople } from './assert-for-people.ts';
import { assertKnown, codesOrKinds } from './assert-known.ts';
import { commitmentInput } from './commitment-terms.ts';
import { meterInput, settledMeter } from './meter.ts';
import { Product, ProductCategory, SupplyKind } from './product.entity.ts';
import { productParameters } from './product-parameter.ts';
import { ASKS_NOTHING, productParts, settledParts } from './product-parts.ts';

/**
 * Changes a product: what it is called, its list prices, whether it is on sale. Subscriptions keep the price they began
 * with, and those to a product that is no longer sold go on. A meter
 * stays once something has been counted by it. What is left out stays as it is. [C1] [C2]
 */
export const updateProduct = verb({
  name: 'updateProduct',
  permission: 'PRODUCT_WRITE',
  description:
    'Subscriptions that run keep the price they began with, what was chosen for them, and the parts they were made of.',
  input: edit(
    'UpdateProductInput',
    { id: id() },
    {
      name: line(120).optional(),
      description: clearable(line(200)),
      category: oneOf(ProductCategory).optional(),
      supplyKind: oneOf(SupplyKind).optional(),
      needsAddress: z.boolean().optional(),
      suspendable: z.boolean().optional(),
      barsCalls: z.boolean().optional(),
      kind: clearable(line(40)),
      parameters: productParameters().optional(),
      parts: productParts().optional(),
      meter: meterInput.nullish(),
      commitment: commitmentInput.nullish(),
      needs: codesOrKinds().optional(),
      excludes: codesOrKinds().optional(),
      wholesaleMinor: priceMinor().optional(),
      retailMinor: priceMinor().optional(),
      active: z.boolean().optional(),
    },
  ),
  async run(
    scope,
    { id: productId, known, description, wholesaleMinor, retailMinor, parts: wanted, meter, ...changes },
  ) {
    const product = await loadLocked(scope, Product, productId);
    const asOffered = {
      ...product,
      wholesaleMinor: product.listWholesaleMinor,
      retailMinor: product.listRetailMinor,
    };
    known?.assertStill(asOffered, {
      ...changes,
      parts: wanted,
      meter,
      description,
      wholesaleMinor,
      retailMinor,
    });
    if (changes.needsAddress) assertForPeople(product.unit);
    await assertKnown(scope, changes);
    if (product.parts.length && changes.parameters?.length) throw invalid('parameters', ASKS_NOTHING);
    if (wanted && !product.parts.length)
      throw invalid('parts', 'Must be left out: a bundle is added as one, and this is sold by itself.');
    if (changes.active && product.unit === 'PER_USE')
      throw invalid('active', 'Must stay off: a unit of usage is charged by meters, and never ordered.');
    const parts = wanted && (await settledParts(scope, product.unit, wanted));
    const prices = { listWholesaleMinor: wholesaleMinor, listRetailMinor: retailMinor };
    const changed = assign(
      product,
      {
        ...changes,
        parts,
        meter: meter && (await settledMeter(scope, product.unit, meter)),
        ...prices,
        description: description === null ? '' : description,
      },
      undefined,
    );
    if (!changed) return { result: productId, subject: null };
    scope.hint({ kind: 'Product', id: productId });
    const { resellerId } = memberOf(scope.actor);
    return {
      result: productId,
      subject: {
        type: 'Product',
        id: productId,
        resellerId,
        reference: product.code,
        changed: inTheApi(changed),
      },
    };
  },
});

/** The list's prices by the names that the API has for them. */
const inTheApi = ({ listWholesaleMinor, listRetailMinor, ...changed }: Changes): Changes => ({
  ...changed,
  ...(listWholesaleMinor && { wholesaleMinor: listWholesaleMinor }),
  ...(listRetailMinor && { retailMinor: listRetailMinor }),
});
