import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

/** Says what one's customers get by mail: the e-invoice along with the PDF, a statement each month. [B7] */
export const setBillingLetters = verb({
  name: 'setBillingLetters',
  permission: 'BILLING_RUN',
  input: input('SetBillingLettersInput', { eInvoice: z.boolean(), monthlyStatements: z.boolean() }),
  async run(scope, { eInvoice, monthlyStatements }) {
    const { resellerId } = memberOf(scope.actor);
    const [had] = await scope.sql<{ id: string; eInvoice: boolean; monthlyStatements: boolean }>(
      `select id, e_invoice as "eInvoice", monthly_statements as "monthlyStatements" from billing_letters
        where reseller_id = $1 for update`,
      [resellerId],
    );
    const [set] = await scope.sql<{ id: string }>(
      `insert into billing_letters (id, reseller_id, e_invoice, monthly_statements) values ($1, $2, $3, $4)
         on conflict (reseller_id) do update set e_invoice = excluded.e_invoice, monthly_statements = excluded.monthly_statements
         returning id`,
      [had?.id ?? newId(), resellerId, eInvoice, monthlyStatements],
    );
    const { id } = set as { id: string };
    if (had?.eInvoice === eInvoice && had.monthlyStatements === monthlyStatements)
      return { result: id, subject: null };
    scope.hint({ kind: 'BillingLetters', id, resellerId, companyId: null });
    return {
      result: id,
      subject: {
        type: 'BillingLetters',
        id,
        resellerId,
        changed: {
          eInvoice: [had?.eInvoice ?? false, eInvoice] as const,
          monthlyStatements: [had?.monthlyStatements ?? false, monthlyStatements] as const,
        },
      },
    };
  },
});
