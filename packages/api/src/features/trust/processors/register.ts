import { newId, type subProcessorFields } from '@steward/shared';
import type { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { SubProcessor, type SubProcessorState, type TransferMechanism } from './sub-processor.entity.ts';

type Fields = z.infer<z.ZodObject<ReturnType<typeof subProcessorFields>>>;

/** In whose register whoever acts writes. */
export function registerOf(scope: Scope): { resellerId: string; byPlatform: boolean } {
  const { resellerId, level } = memberOf(scope.actor);
  return { resellerId, byPlatform: level === 'PLATFORM' };
}

/** Adds a sub-processor to the register of whoever acts; INVALID_INPUT if a product of it does not exist. */
export async function addToRegister(
  scope: Scope,
  given: Fields & { transfer: TransferMechanism; state: SubProcessorState; since: string },
): Promise<SubProcessor> {
  const productIds = [...new Set(given.productIds)];
  const found = await scope.sql('select from product where id = any ($1)', [productIds]);
  if (found.length !== productIds.length) throw invalid('productIds', 'Must be products of the catalogue.');
  return scope.insert(SubProcessor, {
    id: newId(),
    ...registerOf(scope),
    ...given,
    productIds,
    until: null,
    createdAt: scope.now,
  });
}
