import { id, prose } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, notFound, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { resumeCollecting } from '../collecting/index.ts';
import { InvoicePause, type InvoicePauseKind } from './chasing.entity.ts';

/** Settles what a customer disputed of an invoice that one has issued, in words that the customer reads; it is chased again from then on. [B7] */
export const settleDispute = verb({
  name: 'settleDispute',
  permission: 'CHASING_WRITE',
  input: input('SettleDisputeInput', { id: id(), outcome: prose(1_000) }),
  async run(scope, { id: pauseId, outcome }) {
    const [pause] = await scope.sql<{
      resellerId: string;
      companyId: string | null;
      issuerId: string;
      invoiceId: string;
      kind: InvoicePauseKind;
      ended: boolean;
      number: string;
    }>(
      `select z.reseller_id as "resellerId", z.company_id as "companyId", z.issuer_id as "issuerId", z.invoice_id as "invoiceId", z.kind,
          z.ended_at is not null as ended, i.number
        from invoice_pause z join invoice i on i.id = z.invoice_id where z.id = $1`,
      [pauseId],
    );
    if (!pause) throw notFound('dispute');
    const { resellerId, companyId, issuerId, invoiceId, kind, ended, number } = pause;
    if (issuerId !== memberOf(scope.actor).resellerId)
      throw new Problem('FORBIDDEN', 'Only whoever issued an invoice settles what is disputed of it.');
    if (kind !== 'DISPUTE') throw conflict('This is a promise, which ends by itself.', 'id');
    if (ended) throw conflict('This dispute is settled already.', 'id');
    const [sealed] = await scope.sealed(InvoicePause, [{ id: pauseId, resellerId, companyId, outcome }]);
    const settled = await scope.sql(
      'update invoice_pause set ended_at = $2, ended_by_name = $3, outcome = $4 where id = $1 and ended_at is null returning id',
      [pauseId, scope.now, (await who(scope)).name, sealed?.outcome],
    );
    if (!settled.length) throw conflict('This dispute is settled already.', 'id');
    await resumeCollecting(scope, { id: invoiceId, resellerId, companyId });
    scope.hint({ kind: 'InvoicePause', id: pauseId, resellerId, companyId });
    return {
      result: pauseId,
      subject: { type: 'InvoicePause', id: pauseId, resellerId, companyId, reference: number },
    };
  },
});
