import { id, newId } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { SubscriberKindChoice } from './subscriber.entity.ts';

/** Says what a company is to the rules on marketing: whether its people have to be asked before they are written to. [S87] */
export const setSubscriberKind = verb({
  name: 'setSubscriberKind',
  permission: 'CONSENT_RECORD',
  input: input('SetSubscriberKindInput', { companyId: id(), kind: oneOf(SubscriberKindChoice) }),
  async run(scope, { companyId, kind }) {
    const [company] = await scope.sql<{ resellerId: string; before: string | null }>(
      `select c.reseller_id as "resellerId", s.kind as before from company c left join subscriber s on s.company_id = c.id
        where c.id = $1`,
      [companyId],
    );
    if (!company) throw notFound('company');
    const { resellerId, before } = company;
    if (before === kind) return { result: companyId, subject: null };
    await scope.sql(
      `insert into subscriber (id, reseller_id, company_id, kind, set_at) values ($1, $2, $3, $4, $5)
         on conflict (company_id) do update set kind = excluded.kind, set_at = excluded.set_at`,
      [newId(), resellerId, companyId, kind, scope.now],
    );
    return {
      result: companyId,
      subject: { type: 'Company', id: companyId, resellerId, companyId, changed: ['subscriberKind'] },
    };
  },
});
