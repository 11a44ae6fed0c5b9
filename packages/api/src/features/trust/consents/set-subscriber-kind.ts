import { id, newId, prose } from '@steward/shared';
import { input, oneOf } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { Subscriber, SubscriberKindChoice } from './subscriber.entity.ts';

/** Says what a company is to the rules on marketing, and what shows it: whether its people have to be asked before they are written to. [S87] */
export const setSubscriberKind = verb({
  name: 'setSubscriberKind',
  permission: 'CONSENT_RECORD',
  input: input('SetSubscriberKindInput', {
    companyId: id(),
    kind: oneOf(SubscriberKindChoice),
    reason: prose(1_000),
  }),
  async run(scope, { companyId, kind, reason }) {
    const [company] = await scope.sql<{ resellerId: string; subscriberId: string | null }>(
      `select c.reseller_id as "resellerId", s.id as "subscriberId"
         from company c left join subscriber s on s.company_id = c.id where c.id = $1`,
      [companyId],
    );
    if (!company) throw notFound('company');
    const { resellerId, subscriberId } = company;
    const said = { kind, reason, setAt: scope.now };
    if (subscriberId) {
      const known = await scope.load(Subscriber, subscriberId);
      if (known.kind === kind && known.reason === reason) return { result: companyId, subject: null };
      Object.assign(known, said);
    } else await scope.insert(Subscriber, { id: newId(), resellerId, companyId, ...said });
    return {
      result: companyId,
      subject: { type: 'Company', id: companyId, resellerId, companyId, changed: ['subscriberKind'] },
    };
  },
});
