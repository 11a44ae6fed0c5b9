import { id } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { TenantArchive } from './tenant-archive.entity.ts';

/**
 * Lets somebody have the archive of a tenant which has left: its administrators, or its seller or staff on its behalf, while it can be
 * fetched. The audit log has it, and the route tells everybody whose data is in it. [T7] [U6]
 */
export const fetchTenantArchive = verb({
  name: 'fetchTenantArchive',
  permission: 'DEPARTURE_WRITE',
  input: input('FetchTenantArchiveInput', { id: id() }),
  async run(scope, { id: archiveId }) {
    const archive = await scope.load(TenantArchive, archiveId);
    const { resellerId, companyId, expiresAt, kilobytes } = archive;
    if (!expiresAt || expiresAt <= scope.now) throw notFound('archive');
    return {
      result: { companyId, kilobytes },
      subject: { type: 'TenantArchive', id: archiveId, resellerId, companyId },
    };
  },
});
