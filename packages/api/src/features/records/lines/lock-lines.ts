import type { Subject } from '../../../kernel/audit.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { LineState } from './line.entity.ts';

export interface LockedLine {
  id: string;
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  reference: string;
  state: LineState;
  liveOn: string | null;
}

/** Lines that nobody else changes until this transaction ends; NOT_FOUND unless all are there and visible. */
export async function lockLines(scope: Scope, ids: readonly string[]): Promise<LockedLine[]> {
  const found = await scope.sql<LockedLine>(
    `with locked as (select l.id, l.reseller_id, l.company_id, l.end_user_id, l.reference, l.reference_key, l.state, l.live_on
       from broadband_line l where l.id = any ($1) order by l.id for no key update)
     select id, reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId", reference, state,
         live_on::text as "liveOn"
       from locked order by reference_key, id`,
    [ids],
  );
  const missing = ids.find((id) => !found.some((one) => one.id === id));
  if (missing) throw await notLocked(scope, 'broadband_line', missing, 'line');
  return found;
}

/** What the audit log is told of one of them. */
export const subjectOf = (
  { id, resellerId, companyId, endUserId }: LockedLine,
  changed: Subject['changed'] = [],
): Subject => ({ type: 'BroadbandLine', id, resellerId, companyId, endUserId, changed });
