import { addDays, localDate, newId } from '@steward/shared';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Outcome } from '../../../kernel/verb.ts';
import { ProcessorChange, type ProcessorChangeKind } from './processor-change.entity.ts';
import { registerOf } from './register.ts';
import { SubProcessor, type TransferMechanism } from './sub-processor.entity.ts';
import { tellOf } from './tell-of-processor-change.ts';

/** The day on which a change holds that is announced now. */
export const effectiveOn = (scope: Scope, days: number): string => addDays(localDate(scope.now), days);

/** The sub-processor of one's own register who is to go; CONFLICT if it is going already, or has not come. */
export async function lockGoing(scope: Scope, id: string, path: string): Promise<SubProcessor> {
  const { resellerId } = registerOf(scope);
  const [there] = await scope.sql<{ state: string; name: string }>(
    'select state, name from sub_processor where id = $1 and reseller_id = $2 for update',
    [id, resellerId],
  );
  if (!there) throw notFound('sub-processor');
  if (there.state !== 'IN_USE') throw conflict(`${there.name} does not take part now.`, path);
  const [going] = await scope.sql(
    `select from processor_change where coalesce(replaces_id, sub_processor_id) = $1 and state = 'ANNOUNCED'`,
    [id],
  );
  if (going) throw conflict(`A change of ${there.name} is announced already. Withdraw that first.`, path);
  return scope.load(SubProcessor, id);
}

/** Announces a change; those concerned are told as soon as it is committed. */
export async function announceChange(
  scope: Scope,
  kind: ProcessorChangeKind,
  given: {
    subProcessor: SubProcessor;
    replaces?: SubProcessor;
    move?: { places: string[]; transfer: TransferMechanism };
    reason: string;
    days: number;
  },
): Promise<Outcome<string>> {
  const { subProcessor, replaces, move, reason, days } = given;
  const { resellerId, byPlatform } = registerOf(scope);
  const parts = [subProcessor, ...(replaces ? [replaces] : [])].map(({ productIds }) => productIds);
  const change = await scope.insert(ProcessorChange, {
    id: newId(),
    resellerId,
    byPlatform,
    kind,
    subProcessorId: subProcessor.id,
    replacesId: replaces?.id ?? null,
    productIds: parts.some((ids) => !ids.length) ? [] : [...new Set(parts.flat())],
    places: move?.places ?? null,
    formerPlaces: move ? subProcessor.places : null,
    transfer: move?.transfer ?? null,
    reason,
    effectiveOn: effectiveOn(scope, days),
    state: 'ANNOUNCED',
    announcedAt: scope.now,
    settledAt: null,
    withdrawnBecause: null,
  });
  await tellOf(scope, change);
  const subject = { type: 'ProcessorChange', id: change.id, resellerId, reference: subProcessor.name };
  return { result: change.id, subject };
}
