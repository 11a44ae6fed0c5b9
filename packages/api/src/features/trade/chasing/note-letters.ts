import { newId } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { isOpen } from '../billing/index.ts';
import type { PlannedLetter } from './chased-invoice.ts';
import { isPaused } from './chasing-conditions.ts';

/** What was noted just now: all else of the letters was noted before, by somebody else, or is paid by now. */
export interface Noted {
  letters: PlannedLetter[];
  /** Restrictions that have begun, with the number of their invoice. */
  begun: { id: string; resellerId: string; companyId: string | null; kind: string; number: string }[];
}

/**
 * Notes what letters say before they are queued, each of it once: reminders, what is said to begin, and what begins. Whoever is
 * killed and begins again, or runs beside another, sends nothing twice.
 */
export async function noteLetters(
  scope: Scope,
  letters: readonly PlannedLetter[],
  recipientsOf: (letter: PlannedLetter) => number,
): Promise<Noted> {
  const said = await say(scope, letters);
  const begun = await begin(scope, letters);
  const begins = new Set(begun.map(({ invoiceId, kind }) => `${invoiceId} ${kind}`));
  const reminders = await remind(scope, letters, begins, recipientsOf);
  return {
    letters: letters
      .map((letter) => ({
        ...letter,
        reminders: letter.reminders.filter(({ invoice }) => reminders.has(invoice.id)),
        restrictions: letter.restrictions.filter(({ invoice, kind, begins: now }) =>
          (now ? begins : said).has(`${invoice.id} ${kind}`),
        ),
      }))
      .filter((letter) => letter.reminders.length + letter.restrictions.length),
    begun,
  };
}

/** What was said and did not begin in time is said anew, with another day. */
async function say(scope: Scope, letters: readonly PlannedLetter[]): Promise<Set<string>> {
  const rows = await scope.sql<{ said: string }>(
    `insert into restriction as x (id, reseller_id, company_id, issuer_id, invoice_id, kind, takes_effect_on, created_at)
       select n.id, i.reseller_id, i.company_id, i.issuer_id, i.id, n.kind, n."on", $2
         from json_to_recordset($1) as n (id uuid, "invoiceId" uuid, kind text, "on" date)
         join invoice i on i.id = n."invoiceId" and ${isOpen('i')} and not ${isPaused('i')}
       on conflict (invoice_id, kind) where ended_at is null do update set takes_effect_on = excluded.takes_effect_on
         where x.began_at is null and x.takes_effect_on < $2::timestamptz
       returning x.invoice_id || ' ' || x.kind as said`,
    [
      JSON.stringify(
        letters.flatMap(({ restrictions }) =>
          restrictions.flatMap(({ invoice, kind, on, begins }) =>
            begins ? [] : { id: newId(), invoiceId: invoice.id, kind, on },
          ),
        ),
      ),
      scope.now,
    ],
  );
  return new Set(rows.map(({ said }) => said));
}

const begin = (scope: Scope, letters: readonly PlannedLetter[]) =>
  scope.sql<Noted['begun'][number] & { invoiceId: string }>(
    `update restriction x set began_at = $2
       from json_to_recordset($1) as n ("invoiceId" uuid, kind text) join invoice i on i.id = n."invoiceId"
       where x.invoice_id = i.id and x.kind = n.kind and x.began_at is null and x.ended_at is null
         and ${isOpen('i')} and not ${isPaused('i')}
       returning x.id, x.reseller_id as "resellerId", x.company_id as "companyId", x.kind, i.number, i.id as "invoiceId"`,
    [
      JSON.stringify(
        letters.flatMap(({ restrictions }) =>
          restrictions.flatMap(({ invoice, kind, begins }) =>
            begins ? { invoiceId: invoice.id, kind } : [],
          ),
        ),
      ),
      scope.now,
    ],
  );

/** Ids of the invoices that are reminded of; the letter that says what begins is a reminder, too. */
async function remind(
  scope: Scope,
  letters: readonly PlannedLetter[],
  begins: ReadonlySet<string>,
  recipientsOf: (letter: PlannedLetter) => number,
): Promise<Set<string>> {
  const noted = await scope.sql<{ invoiceId: string }>(
    `insert into invoice_reminder (id, reseller_id, company_id, issuer_id, invoice_id, day, tone, last, due_minor, recipient_count, created_at)
       select n.id, i.reseller_id, i.company_id, i.issuer_id, i.id, n.day, n.tone, n.last, n."dueMinor", n.recipients, $2
         from json_to_recordset($1) as n (id uuid, "invoiceId" uuid, day integer, tone text, last boolean, "dueMinor" bigint, recipients integer)
         join invoice i on i.id = n."invoiceId"
       on conflict (invoice_id, day) do nothing returning invoice_id as "invoiceId"`,
    [
      JSON.stringify(
        letters.flatMap((letter) =>
          [
            ...letter.reminders,
            ...letter.restrictions.filter(({ invoice, kind }) => begins.has(`${invoice.id} ${kind}`)),
          ].map(({ invoice, step: { day, tone }, last }) => ({
            id: newId(),
            invoiceId: invoice.id,
            day,
            tone,
            last,
            dueMinor: invoice.dueMinor,
            recipients: recipientsOf(letter),
          })),
        ),
      ),
      scope.now,
    ],
  );
  return new Set(noted.map(({ invoiceId }) => invoiceId));
}
