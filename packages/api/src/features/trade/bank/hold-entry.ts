import type { Minor } from '@steward/shared';
import { conflict, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { BankEntryState } from './bank.entity.ts';

/** An entry that this transaction holds, and of which something is left. */
export interface HeldEntry {
  id: string;
  on: string;
  amountMinor: Minor;
  bookedMinor: Minor;
  leftMinor: Minor;
  currency: string;
  payer: string;
  reference: string;
  state: BankEntryState;
}

/** Locks money that came in. NOT_FOUND if there is none that one sees, CONFLICT if nothing of it is left to be booked. */
export async function holdEntry(scope: Scope, entryId: string): Promise<HeldEntry> {
  const [entry] = await scope.sql<HeldEntry>(
    `select id, "on"::text as "on", amount_minor::float8 as "amountMinor", booked_minor::float8 as "bookedMinor",
        (amount_minor - booked_minor)::float8 as "leftMinor", currency, payer, reference, state
      from bank_entry where id = $1 for update`,
    [entryId],
  );
  if (!entry) throw notFound('bank entry');
  if (entry.state === 'OUTGOING')
    throw conflict('This went out of the account: there is nothing to book.', 'entryId');
  if (entry.state === 'BOOKED') throw conflict('All of this entry is booked already.', 'entryId');
  return entry;
}
