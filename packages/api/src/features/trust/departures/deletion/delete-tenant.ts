import { formatDate, id, localDate, newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../../kernel/actor.ts';
import { loadLocked } from '../../../../kernel/assign.ts';
import { input } from '../../../../kernel/input.ts';
import { enqueue } from '../../../../kernel/jobs.ts';
import { conflict, invalid } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { Departure } from '../leaving/departure.entity.ts';
import { carryOutDeletionJob } from './carry-out-deletion.ts';
import { TenantDeletion } from './tenant-deletion.entity.ts';
import { whyKept } from './why-kept.ts';

/**
 * Deletes a tenant that has left, once nobody of it signs in any more: at once what no law and no promise of years keeps, the rest in its
 * time. Whoever does so types its code. A legal hold stops it. [S20]
 */
export const deleteTenant = verb({
  name: 'deleteTenant',
  description:
    'The code is its customer code, or a reseller’s invoice prefix: typed, so that it is the right one.',
  permission: 'TENANT_DELETE',
  input: input('DeleteTenantInput', { id: id(), code: z.string().trim().min(1, 'Type its code.').max(100) }),
  async run(scope, { id: departureId, code }) {
    const departure = await loadLocked(scope, Departure, departureId);
    const { resellerId, companyId, state, openUntil, tenantName } = departure;
    if (state === 'DELETED') throw conflict(`${tenantName} has been deleted already.`, 'id');
    if (state === 'LEFT' && openUntil)
      throw conflict(
        `Its administrators may fetch its data until ${formatDate(localDate(openUntil))}: delete it after that.`,
        'id',
      );
    if (state !== 'CLOSED') throw conflict('It has not left.', 'id');
    const [tenant] = await scope.sql<{ reference: string }>(
      `select coalesce((select c.customer_code from company c where c.id = $2), r.invoice_prefix) as reference from reseller r where r.id = $1`,
      [resellerId, companyId],
    );
    const reference = tenant?.reference ?? '';
    if (code.toUpperCase() !== reference.toUpperCase()) throw invalid('code', `Type its code, ${reference}.`);
    const kept = await whyKept(scope, { resellerId, companyId });
    if (kept) throw conflict(kept, 'id');
    const deletion = await scope.insert(TenantDeletion, {
      id: newId(),
      ...{ resellerId, companyId, departureId, reference, state: 'RUNNING' },
      requestedBy: memberOf(scope.actor).membershipId,
      requestedAt: scope.now,
      ...{ doneAt: null, failure: null, gone: 0, emptied: 0, kept: 0, tables: [] },
      ...{ keyDestroyedAt: null, digest: null },
    });
    await enqueue(scope, carryOutDeletionJob, { deletionId: deletion.id });
    const changed = { state: [null, 'RUNNING'] } as const;
    return {
      result: departureId,
      subject: { type: 'TenantDeletion', id: deletion.id, resellerId, companyId, reference, changed },
    };
  },
});
