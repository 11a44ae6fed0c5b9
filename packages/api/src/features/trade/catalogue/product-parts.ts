import {
  id,
  type ParameterValues,
  type ProductParameter,
  settledValues,
  valueProblems,
} from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { namedValues, nested } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { GraphQLValues } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { ProductUnit } from './product.entity.ts';

/** One of the products that a bundle is made of. [C1] */
@ObjectType()
export class ProductPart {
  @Field(() => ID) productId!: string;
  @Field(() => Int, { description: 'How many of it there are in one of the bundle.' }) quantity!: number;
  @Field(() => GraphQLValues, { description: 'What is chosen of what it asks, for everybody.' })
  parameters!: ParameterValues;
}

export const ASKS_NOTHING =
  'Must be left out: what the parts of a bundle ask is said with the parts, for everybody.';

const MOST_PARTS = 12;
const MOST_OF_ONE = 1_000;

/** What staff say of the parts of a bundle. */
const one = nested(
  'ProductPartInput',
  z.object({
    productId: id(),
    quantity: z
      .number()
      .int('Must be a whole number.')
      .min(1, 'Must be at least 1.')
      .max(MOST_OF_ONE, `May be at most ${MOST_OF_ONE.toLocaleString('en-GB')}.`),
    parameters: namedValues(),
  }),
);
export const productParts = () =>
  z
    .array(one)
    .min(2, 'Must be at least two: a bundle is made of several products.')
    .max(MOST_PARTS, `May be at most ${MOST_PARTS}.`);

interface PartProduct {
  id: string;
  name: string;
  unit: ProductUnit;
  bundle: boolean;
  parameters: ProductParameter[];
}

/**
 * The parts of a bundle as they are kept. INVALID_INPUT names every part that cannot be in it: what is a bundle itself, is sold for
 * somebody else than the bundle is, or lacks a setting.
 */
export async function settledParts(
  scope: Scope,
  unit: ProductUnit,
  parts: readonly ProductPart[],
): Promise<ProductPart[]> {
  const found = await scope.sql<PartProduct>(
    `select id, name, unit, parts <> '[]' as bundle, parameters from product where id = any ($1)`,
    [parts.map(({ productId }) => productId)],
  );
  const products = new Map(found.map((product) => [product.id, product]));
  const problems = parts.flatMap((part, i) => {
    const product = products.get(part.productId);
    const again = parts.findIndex(({ productId }) => productId === part.productId) < i;
    const wrong = again
      ? { path: 'productId', message: 'Must not be named twice: say how many there are of it.' }
      : partProblem(part, product, unit);
    if (wrong || !product) return [{ path: `parts.${i}.${wrong?.path}`, message: wrong?.message ?? '' }];
    return valueProblems(product.name, product.parameters, part.parameters).map(({ path, message }) => ({
      path: `parts.${i}.parameters.${path}`,
      message,
    }));
  });
  if (problems.length)
    throw new Problem('INVALID_INPUT', problems.map(({ message }) => message).join(' '), problems);
  return parts.map(({ productId, quantity, parameters }) => {
    const asked = products.get(productId)?.parameters ?? [];
    const given = settledValues(asked, parameters);
    // What is usual stays unsaid: it is what is usual on the day of the order.
    const said = Object.fromEntries(
      Object.entries(given).filter(([name]) => Object.hasOwn(parameters, name)),
    );
    return { productId, quantity, parameters: said };
  });
}

function partProblem(
  { quantity }: ProductPart,
  product: PartProduct | undefined,
  unit: ProductUnit,
): { path: string; message: string } | undefined {
  if (!product) return { path: 'productId', message: 'Must be a product.' };
  const { name } = product;
  if (product.bundle)
    return { path: 'productId', message: `Must not be a bundle itself: name what ${name} is made of.` };
  if (product.unit === 'PER_USE')
    return {
      path: 'productId',
      message: `Must be sold: ${name} is a unit of usage, which meters charge by.`,
    };
  if (product.unit !== unit)
    return {
      path: 'productId',
      message:
        unit === 'PER_USER'
          ? `Must be for single end users, as the bundle is: ${name} is for a company as a whole.`
          : `Must be sold as the bundle is: ${name} is ${product.unit === 'METERED' ? 'metered' : 'for single end users'}.`,
    };
  if (unit === 'PER_USER' && quantity > 1)
    return { path: 'quantity', message: `Must be 1: nobody has ${name} twice.` };
  return undefined;
}
