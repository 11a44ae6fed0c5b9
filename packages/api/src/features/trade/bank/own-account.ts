import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Where whoever invoices wants to be paid, in the British form. */
interface OwnAccount {
  sortCode: string;
  accountNumber: string;
}

/** The account of whoever asks. INVALID_INPUT says where to fill it in if it is not. */
export async function ownAccount(scope: Scope, resellerId: string): Promise<OwnAccount> {
  const [row] = await scope.sql<{ bank: OwnAccount | null }>('select bank from reseller where id = $1', [
    resellerId,
  ]);
  if (row?.bank?.accountNumber) return row.bank;
  throw invalid(
    'file',
    'Cannot be compared with your account: fill in your bank details first, beside your address.',
  );
}

/** Throws unless each account that a statement names is that one: an IBAN ends with sort code and number. */
export function assertOwn(accounts: readonly string[], { sortCode, accountNumber }: OwnAccount): void {
  const own = `${sortCode}${accountNumber}`.replace(/\D/g, '');
  for (const account of accounts) {
    const iban = account.replace(/\s/g, '').toUpperCase();
    const digits = /^GB\d{2}[A-Z]{4}\d{14}$/.test(iban) ? iban.slice(8) : account.replace(/[\s-]/g, '');
    if (digits === own || digits === accountNumber) continue;
    throw invalid(
      'file',
      `Is a statement of the account ${account.trim().slice(0, 40)}. Your customers pay into ${sortCode} ${accountNumber}: choose a statement of that one, or correct your bank details.`,
    );
  }
}
