import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { ProcessorChange } from './processor-change.entity.ts';
import { registerOf } from './register.ts';
import { SubProcessor } from './sub-processor.entity.ts';
import { tellOf } from './tell-of-processor-change.ts';

/** The change of one's own that has been announced, and is not in force; NOT_FOUND, or CONFLICT at `path`. */
export async function lockAnnounced(scope: Scope, id: string, path: string): Promise<ProcessorChange> {
  const [there] = await scope.sql<{ state: 'ANNOUNCED' | keyof typeof SETTLED }>(
    'select state from processor_change where id = $1 and reseller_id = $2 for update',
    [id, registerOf(scope).resellerId],
  );
  if (!there) throw notFound('change of sub-processors');
  if (there.state !== 'ANNOUNCED') throw conflict(SETTLED[there.state], path);
  return scope.load(ProcessorChange, id);
}

const SETTLED = {
  IN_FORCE: 'This change is in force already: announce another one.',
  WITHDRAWN: 'This change has been withdrawn already.',
};

/** Takes an announced change back: who was to come does not, who was to go or move stays. All who were told of it are told so. */
export async function withdrawChange(scope: Scope, change: ProcessorChange, because: string): Promise<void> {
  Object.assign(change, { state: 'WITHDRAWN', settledAt: scope.now, withdrawnBecause: because });
  if (change.kind === 'ADD' || change.kind === 'REPLACE') {
    const coming = await scope.load(SubProcessor, change.subProcessorId);
    coming.state = 'WITHDRAWN';
  }
  await tellOf(scope, change);
}
