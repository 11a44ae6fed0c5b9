import { id, newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { administratorsOf } from '../billing/index.ts';
import { assertPeriod, periodRules } from '../ledger/index.ts';
import { mailStatements } from './mail-statements.ts';
import { readStatementDocument } from './read-statement-document.ts';
import { SentStatement } from './sent-statement.entity.ts';

/** Mails a customer the statement of some days now, to each of its administrators. [B7] */
export const sendStatement = verb({
  name: 'sendStatement',
  permission: 'BILLING_RUN',
  input: input('SendStatementInput', { customerId: id(), ...periodRules }),
  async run(scope, { customerId, ...period }, { publicUrl }) {
    assertPeriod(period);
    const { resellerId: own } = memberOf(scope.actor);
    const { document, ...whose } = await readStatementDocument(scope, {
      customerId,
      issuerId: own,
      ...period,
    });
    if (whose.issuerId !== own)
      throw new Problem('FORBIDDEN', 'Only whoever issues the invoices sends the statement.');
    const readers = await administratorsOf(scope, [whose]);
    const recipientCount = readers.get(customerId)?.length ?? 0;
    if (recipientCount === 0)
      throw conflict('Nobody there would get it: invite an administrator first.', 'customerId');
    const { currency, closingMinor } = document;
    const sent = {
      ...{ id: newId(), ...whose, ...period, currency, closingMinor, recipientCount },
      monthly: false,
      createdAt: scope.now,
    };
    await scope.insert(SentStatement, sent);
    await mailStatements(scope, [{ ...sent, issuerName: document.seller.name }], readers, publicUrl);
    scope.hint({ kind: 'SentStatement', id: sent.id, ...tenancy(whose) });
    return {
      result: sent.id,
      subject: { type: 'SentStatement', id: sent.id, ...tenancy(whose), reference: document.buyer.name },
    };
  },
});

const tenancy = ({ resellerId, companyId }: { resellerId: string; companyId: string | null }) => ({
  resellerId,
  companyId,
});
