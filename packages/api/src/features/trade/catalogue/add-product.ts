import { line, newId, optional, priceMinor, productCode } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { assertForPeople } from './assert-for-people.ts';
import { assertKnown, codesOrKinds } from './assert-known.ts';
import { commitmentInput } from './commitment-terms.ts';
import { meterInput, settledMeter } from './meter.ts';
import { Product, ProductCategory, ProductUnit, SupplyKind } from './product.entity.ts';
import { productParameters } from './product-parameter.ts';
import { ASKS_NOTHING, productParts, settledParts } from './product-parts.ts';

const NOT_ORDERED =
  'Must be another one: a unit of usage is never ordered, so it has no parts, no settings and no term.';

/**
 * Adds a product to the catalogue, on sale at once for everyone. Until a connector takes it over it is provisioned by hand.
 * CONFLICT if another product has the code. With parts it is a bundle of them, for good. A unit of usage is
 * never on sale: meters name it. [C1]
 */
export const addProduct = verb({
  name: 'addProduct',
  permission: 'PRODUCT_WRITE',
  description: 'Prices are per unit and month, in minor units, without VAT.',
  input: input('AddProductInput', {
    code: productCode(),
    name: line(120),
    description: optional(line(200)),
    category: oneOf(ProductCategory),
    unit: oneOf(ProductUnit),
    supplyKind: oneOf(SupplyKind).optional(),
    needsAddress: z.boolean().optional(),
    suspendable: z.boolean().optional(),
    barsCalls: z.boolean().optional(),
    kind: optional(line(40)),
    parameters: productParameters().optional(),
    parts: productParts().nullish(),
    meter: meterInput.nullish(),
    commitment: commitmentInput.nullish(),
    needs: codesOrKinds().optional(),
    excludes: codesOrKinds().optional(),
    wholesaleMinor: priceMinor(),
    retailMinor: priceMinor(),
  }),
  async run(
    scope,
    {
      description,
      supplyKind = 'STANDARD',
      needsAddress = false,
      suspendable = false,
      barsCalls = false,
      parameters = [],
      parts = null,
      meter = null,
      commitment = null,
      needs = [],
      excludes = [],
      wholesaleMinor,
      retailMinor,
      ...given
    },
  ) {
    if (needsAddress) assertForPeople(given.unit);
    const perUse = given.unit === 'PER_USE';
    if (perUse && (parts || commitment || parameters.length)) throw invalid('unit', NOT_ORDERED);
    await assertKnown(scope, { needs, excludes });
    if (parts?.length && parameters.length) throw invalid('parameters', ASKS_NOTHING);
    const id = newId();
    await scope.insert(Product, {
      id,
      ...given,
      supplyKind,
      needsAddress,
      suspendable,
      barsCalls,
      parameters,
      parts: parts ? await settledParts(scope, given.unit, parts) : [],
      commitment,
      meter: meter && (await settledMeter(scope, given.unit, meter)),
      needs,
      excludes,
      description: description ?? '',
      connector: 'MANUAL',
      connectorId: null,
      listWholesaleMinor: wholesaleMinor,
      listRetailMinor: retailMinor,
      currency: 'GBP',
      active: !perUse,
      createdAt: scope.now,
    });
    scope.hint({ kind: 'Product', id });
    const { resellerId } = memberOf(scope.actor);
    return { result: id, subject: { type: 'Product', id, resellerId, reference: given.code } };
  },
});
