import { id, line, optional } from '@steward/shared';
import { z } from 'zod';
import { namedValues, nested } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
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

/** As they are kept; INVALID_INPUT for what is not on sale, not for single people, or named twice. */
export async function keptServices(scope: Scope, given: Given): Promise<TemplateService[]> {
  const found = await scope.sql<{ id: string }>(
    `select id from product where id = any ($1) and active and unit = 'PER_USER'`,
    [given.map(({ productId }) => productId)],
  );
  const known = new Set(found.map((one) => one.id));
  for (const [i, { productId }] of given.entries()) {
    if (!known.has(productId))
      throw invalid(
        `services.${i}.productId`,
        'Must be a product that is on sale, and for single end users.',
      );
    if (given.findIndex((one) => one.productId === productId) !== i)
      throw invalid(`services.${i}.productId`, 'Must not be named twice.');
  }
  return given.map(({ productId, parameters }) => ({ productId, parameters: parameters ?? {} }));
}
