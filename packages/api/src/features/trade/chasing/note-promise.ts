import { addDays, date, formatDate, id, line, localDate, newId } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { enqueue } from '../../../kernel/jobs.ts';
import { invalid } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { InvoicePause } from './chasing.entity.ts';
import { followRestrictionsJob } from './follow-restrictions.ts';
import { chasedInvoice } from './hold-chased.ts';

/** A promise for later than this is for no reminder to wait for. */
const MOST_DAYS = 90;

/**
 * Notes who has promised to pay an invoice that one has issued, and until when: so long it is not chased. Another promise takes the
 * place of the one before. [B7]
 */
export const notePromise = verb({
  name: 'notePromise',
  permission: 'CHASING_WRITE',
  input: input('NotePromiseInput', { invoiceId: id(), promisedBy: line(120), until: date() }),
  async run(scope, { invoiceId, promisedBy, until }) {
    const { resellerId, companyId, issuerId, number } = await chasedInvoice(
      scope,
      invoiceId,
      'issuer',
      'Only whoever issued an invoice notes who has promised to pay it.',
    );
    const today = localDate(scope.now);
    const latest = addDays(today, MOST_DAYS);
    if (until < today || until > latest)
      throw invalid('until', `Must be from today, ${formatDate(today)}, to ${formatDate(latest)}.`);
    const { name } = await who(scope);
    await scope.sql(
      `update invoice_pause set ended_at = $2, ended_by_name = $3 where invoice_id = $1 and kind = 'PROMISE' and ended_at is null`,
      [invoiceId, scope.now, name],
    );
    const pause = await scope.insert(InvoicePause, {
      id: newId(),
      resellerId,
      companyId,
      issuerId,
      invoiceId,
      kind: 'PROMISE',
      reason: promisedBy,
      until,
      begunByName: name,
      createdAt: scope.now,
      endedAt: null,
      endedByName: null,
      outcome: null,
    });
    await enqueue(scope, followRestrictionsJob, { resellerId, invoiceIds: [invoiceId] });
    scope.hint({ kind: 'InvoicePause', id: pause.id, resellerId, companyId });
    return {
      result: pause.id,
      subject: { type: 'InvoicePause', id: pause.id, resellerId, companyId, reference: number },
    };
  },
});
