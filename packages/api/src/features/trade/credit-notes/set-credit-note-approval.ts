import { newId } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { verb } from '../../../kernel/verb.ts';

const MOST_MINOR = 100_000_000_000;

/** Says from which sum on one's credit notes take a second person: those for more than this, with VAT; null: none. [B6] */
export const setCreditNoteApproval = verb({
  name: 'setCreditNoteApproval',
  permission: 'CREDIT_NOTE_APPROVAL_WRITE',
  input: input('SetCreditNoteApprovalInput', {
    approveAboveMinor: z
      .number()
      .int('Must be whole pence.')
      .min(0, 'Must be at least 0.')
      .max(MOST_MINOR, 'May be at most £1,000,000,000.')
      .nullable()
      .meta({ kind: 'minor' }),
  }),
  async run(scope, { approveAboveMinor }) {
    const { resellerId } = memberOf(scope.actor);
    const [had] = await scope.sql<{ id: string; before: number | null }>(
      'select id, approve_above_minor::float8 as before from credit_note_policy where reseller_id = $1 for update',
      [resellerId],
    );
    const policyId = had?.id ?? newId();
    await scope.sql(
      `insert into credit_note_policy (id, reseller_id, approve_above_minor) values ($1, $2, $3)
         on conflict (reseller_id) do update set approve_above_minor = excluded.approve_above_minor`,
      [policyId, resellerId, approveAboveMinor],
    );
    scope.hint({ kind: 'CreditNotePolicy', id: policyId, resellerId, companyId: null });
    return {
      result: policyId,
      subject: {
        type: 'CreditNotePolicy',
        id: policyId,
        resellerId,
        changed: { approveAboveMinor: [had?.before ?? null, approveAboveMinor] as const },
      },
    };
  },
});
