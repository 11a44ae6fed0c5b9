import { id, line, optional, type ProductParameter, valueProblems } from '@steward/shared';
import { z } from 'zod';
import { namedValues, nested } from '../../../kernel/input.ts';
import { invalid, Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { TemplateService } from './joiner-template.entity.ts';

const MOST_SERVICES = 30;

export const templateName = () => line(80);
export const title = () => line(120);

const service = nested(
  'JoinerServiceInput',
  z.object({ productId: id(), parameters: optional(namedValues()) }),
);

/** Services that somebody begins with, each once. */
export const templateServices = () => z.array(service).max(MOST_SERVICES, `May be at most ${MOST_SERVICES}.`);

type Given = z.infer<ReturnType<typeof templateServices>>;

/** As they are kept; INVALID_INPUT for what is not on sale, not for single people, named twice, or not set up as its product asks. [C1] */
export async function keptServices(scope: Scope, given: Given): Promise<TemplateService[]> {
  const found = await scope.sql<{ id: string; name: string; parameters: ProductParameter[] }>(
    `select id, name, parameters from product where id = any ($1) and active and unit = 'PER_USER'`,
    [given.map(({ productId }) => productId)],
  );
  const known = new Map(found.map((one) => [one.id, one]));
  for (const [i, { productId, parameters }] of given.entries()) {
    const product = known.get(productId);
    if (!product)
      throw invalid(
        `services.${i}.productId`,
        'Must be a product that is on sale, and for single end users.',
      );
    if (given.findIndex((one) => one.productId === productId) !== i)
      throw invalid(`services.${i}.productId`, 'Must not be named twice.');
    const wrong = valueProblems(product.name, product.parameters, parameters ?? {});
    if (wrong.length)
      throw new Problem(
        'INVALID_INPUT',
        wrong.map(({ message }) => message).join(' '),
        wrong.map(({ path, message }) => ({ path: `services.${i}.parameters.${path}`, message })),
      );
  }
  return given.map(({ productId, parameters }) => ({ productId, parameters: parameters ?? {} }));
}
