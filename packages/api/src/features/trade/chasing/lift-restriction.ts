import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { followRestrictionsJob } from './follow-restrictions.ts';

/**
 * Lifts what an invoice that one has issued has led to, or was to lead to, before it is paid, in words that the customer reads. It
 * does not come again for this invoice; what other invoices led to stays. [B7]
 */
export const liftRestriction = verb({
  name: 'liftRestriction',
  permission: 'CHASING_WRITE',
  input: input('LiftRestrictionInput', { id: id(), reason: prose(500) }),
  async run(scope, { id: restrictionId, reason }) {
    const [restriction] = await scope.sql<{
      resellerId: string;
      companyId: string | null;
      issuerId: string;
      invoiceId: string;
      number: string;
    }>(
      `select x.reseller_id as "resellerId", x.company_id as "companyId", x.issuer_id as "issuerId", x.invoice_id as "invoiceId", i.number
        from restriction x join invoice i on i.id = x.invoice_id where x.id = $1`,
      [restrictionId],
    );
    if (!restriction) throw notFound('restriction');
    const { resellerId, companyId, issuerId, invoiceId, number } = restriction;
    if (issuerId !== memberOf(scope.actor).resellerId)
      throw new Problem('FORBIDDEN', 'Only whoever issued an invoice lifts what it has led to.');
    const lifted = await scope.sql(
      'update restriction set ended_at = $2, ended_by_name = $3, outcome = $4 where id = $1 and ended_at is null returning id',
      [restrictionId, scope.now, (await who(scope)).name, reason],
    );
    if (!lifted.length) throw conflict('This is over already.', 'id');
    await enqueue(scope, followRestrictionsJob, { resellerId, invoiceIds: [invoiceId] });
    scope.hint({ kind: 'Restriction', id: restrictionId, resellerId, companyId });
    return {
      result: restrictionId,
      subject: { type: 'Restriction', id: restrictionId, resellerId, companyId, reference: number },
    };
  },
});
