import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Switches off the link by which people ask for access; requests that wait go on waiting. Its result is the id of the link that is gone. [I6] */
export const closeAccessLink = verb({
  name: 'closeAccessLink',
  permission: 'REQUEST_DECIDE',
  input: input('CloseAccessLinkInput', { id: id() }),
  async run(scope, { id: linkId }) {
    const [gone] = await scope.sql<{ resellerId: string; companyId: string | null }>(
      'delete from access_link where id = $1 returning reseller_id as "resellerId", company_id as "companyId"',
      [linkId],
    );
    if (!gone) throw notFound('access link');
    return { result: linkId, subject: { type: 'AccessLink', id: linkId, ...gone } };
  },
});
