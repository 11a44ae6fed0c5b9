import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { verb } from '../../../kernel/verb.ts';

/** Takes a status page back: its address and its host name answer no more. Its result is the id that is gone. [N4] */
export const withdrawStatusSite = verb({
  name: 'withdrawStatusSite',
  permission: 'STATUS_WRITE',
  input: input('WithdrawStatusSiteInput', { id: id() }),
  async run(scope, { id: siteId }) {
    const [site] = await scope.sql<{ resellerId: string; reference: string }>(
      `delete from status_site where id = $1 returning reseller_id as "resellerId", coalesce(host_name, slug, '/status') as reference`,
      [siteId],
    );
    if (!site) throw await notLocked(scope, 'status_site', siteId);
    return { result: siteId, subject: { type: 'StatusSite', id: siteId, ...site } };
  },
});
