import { date, id, newId, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockEndUser } from '../directory/index.ts';
import { who } from '../identity/index.ts';
import { Leaver, LeaverFate, LeaverItem } from './leaver.entity.ts';
import { type Look, lookAtLeaver } from './look-at-leaver.ts';

const leaverMail = nested(
  'LeaverMailInput',
  z.object({
    until: date(),
    forwardToId: optional(id()),
    delegateIds: optional(z.array(id()).max(20, 'May be at most 20.')),
    reply: optional(prose(2_000)),
  }),
);

const leaverChoice = nested(
  'LeaverChoiceInput',
  z.object({
    heldId: id(),
    fate: oneOf(LeaverFate),
    toEndUserId: optional(id()),
    mail: optional(leaverMail),
  }),
);

/**
 * Shows all that somebody holds, what would become of each thing, what it comes to and what stands in its way. It is kept as a plan,
 * which changes nothing until it is confirmed; planning again replaces it. Who is leaving already is CONFLICT. [U5]
 */
export const planLeaver = verb({
  name: 'planLeaver',
  description:
    'A plan of what becomes of all that somebody holds when they leave: nothing is changed before confirmLeaver. choices says what is to become of single things, by their heldId; of others what usually does. What is passed on (PASS_ON) is kept until the last day that mail says.',
  permission: 'LEAVER_WRITE',
  input: input('PlanLeaverInput', {
    endUserId: id(),
    lastDay: date(),
    choices: optional(z.array(leaverChoice).max(500, 'May be at most 500.')),
    note: optional(prose(500)),
  }),
  async run(scope, { endUserId, lastDay, choices, note }) {
    const person = await lockEndUser(scope, endUserId);
    const { resellerId, companyId } = person;
    const [open] = await scope.sql<{ id: string; state: string }>(
      `select id, state from leaver where end_user_id = $1 and state in ('PLANNED', 'CONFIRMED', 'UNDOING') for update`,
      [endUserId],
    );
    if (open && open.state !== 'PLANNED')
      throw conflict(
        `${person.firstName} ${person.lastName} is leaving already: undo that first to plan it anew.`,
        'endUserId',
      );
    const look = await lookAtLeaver(
      scope,
      person,
      lastDay,
      (choices ?? []).map(({ mail, ...choice }) => ({
        ...choice,
        mail: mail && { ...mail, delegateIds: mail.delegateIds ?? [] },
      })),
    );
    const by = await who(scope);
    const leaverId = open?.id ?? newId();
    const { retail, currency, awaits } = look.money;
    const [sealed] = await scope.sealed(Leaver, [{ id: leaverId, resellerId, companyId, note }]);
    if (open) await scope.sql('delete from leaver_item where leaver_id = $1', [leaverId]);
    await scope.sql(
      `insert into leaver (id, reseller_id, company_id, end_user_id, state, last_day, monthly_minor, first_invoice_minor, currency, awaits, problems, seen, note, planned_by_name, created_at)
        values ($1, $2, $3, $4, 'PLANNED', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (id) do update set last_day = excluded.last_day, monthly_minor = excluded.monthly_minor,
          first_invoice_minor = excluded.first_invoice_minor, currency = excluded.currency, awaits = excluded.awaits,
          problems = excluded.problems, seen = excluded.seen, note = excluded.note, planned_by_name = excluded.planned_by_name`,
      [
        ...[
          leaverId,
          resellerId,
          companyId,
          endUserId,
          lastDay,
          retail.monthlyMinor,
          retail.firstInvoiceMinor,
        ],
        ...[
          currency,
          awaits,
          JSON.stringify(look.problems),
          look.seen,
          sealed?.note ?? null,
          by.name,
          scope.now,
        ],
      ],
    );
    await addItems(scope, { id: leaverId, resellerId, companyId }, look);
    const subject = { type: 'Leaver', id: leaverId, resellerId, companyId, endUserId };
    // Looking again is no news.
    return { result: leaverId, subject: open ? null : subject };
  },
});

async function addItems(
  scope: Scope,
  { id: leaverId, resellerId, companyId }: { id: string; resellerId: string; companyId: string },
  { items }: Look,
): Promise<void> {
  const rows = items.map(({ mail, ...item }, position) => {
    const { reply = null, ...rest } = mail ?? {};
    return { ...item, id: newId(), resellerId, companyId, position, reply, mail: mail && rest };
  });
  await scope.sql(
    `insert into leaver_item (id, reseller_id, company_id, leaver_id, position, kind, label, held_id, name, detail, fixed, fate,
        to_end_user_id, mail, reply, choices, state)
      select i.id, $2, $3, $4, i.position, i.kind, i.label, i."heldId", i.name, i.detail, i.fixed, i.fate, i."toEndUserId", i.mail, i.reply, i.choices, 'OPEN'
        from jsonb_to_recordset($1) i (id uuid, position integer, kind text, label text, "heldId" uuid, name text, detail text, fixed text,
          fate text, "toEndUserId" uuid, mail jsonb, reply text, choices jsonb)`,
    [JSON.stringify(await scope.sealed(LeaverItem, rows)), resellerId, companyId, leaverId],
  );
}
