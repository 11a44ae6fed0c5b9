import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { lookingOnly, notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';

/** Takes a quota away: there may be as much as anybody orders. [C4] */
export const removeQuota = verb({
  name: 'removeQuota',
  permission: 'QUOTA_WRITE',
  input: input('RemoveQuotaInput', { id: id() }),
  async run(scope, { id: quotaId }) {
    const [quota] = await scope.sql<{ resellerId: string; companyId: string | null; what: string }>(
      `select q.reseller_id as "resellerId", q.company_id as "companyId", coalesce(p.code, q.category, 'Money a month') as what
        from quota q left join product p on p.id = q.product_id where q.id = $1`,
      [quotaId],
    );
    if (!quota) throw notFound('quota');
    const removed = await scope.sql('delete from quota where id = $1 returning id', [quotaId]);
    if (!removed.length) throw lookingOnly();
    const { resellerId, companyId, what: reference } = quota;
    scope.hint({ kind: 'Quota', resellerId, companyId });
    return {
      result: quotaId,
      subject: companyId
        ? { type: 'Company', id: companyId, resellerId, companyId, reference }
        : { type: 'Reseller', id: resellerId, resellerId, reference },
    };
  },
});
