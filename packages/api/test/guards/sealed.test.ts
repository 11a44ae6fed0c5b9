import { describe, expect, test } from 'vitest';
import '../../src/app.ts';
import { type HeldColumn, heldColumns } from '../../src/kernel/personal-data.ts';
import { allTables } from '../../src/kernel/table.ts';

/** Classes of which the database is to hold ciphertext only. [S55] */
const CONFIDENTIAL: readonly string[] = ['CONTACT', 'CREDENTIAL', 'CONTENT', 'OFFICIAL_NUMBER'];

const CALLS =
  'millions are rated and found by it in one statement; kept as the operator’s traffic data until it can no longer be challenged';
const VAT = 'a public register says whose it is; it is printed on every invoice and compared in SQL';
const REPLY =
  'whoever writes to the mailbox is sent it; compared in SQL with what the mailbox has, and said to whoever sets it up';
const PAPER = 'an accounting paper of its issuer, which the law keeps longer than its customer';

/** Columns that are open, and why they stay so. */
const OPEN: Record<string, string> = {
  'call_record.line': CALLS,
  'call_record.party': CALLS,
  'call_staged.fromNumber': CALLS,
  'call_staged.toNumber': CALLS,
  'company.vatNumber': VAT,
  'factor.credentialId': 'looked up when somebody signs in; lets nobody in without the device',
  'factor.publicKey': 'public by its nature',
  'invoice.note': PAPER,
  'invoice_draft.note': PAPER,
  'invoice_file.pdf': PAPER,
  'invoice_file.ubl': PAPER,
  'mail.attachments': 'which papers went with it, by number, and none of their text',
  'passed_mail.reply': REPLY,
  'provisioning_job.checklist': REPLY,
  'reseller.vatNumber': VAT,
  'tenant_key.wrapped': 'wrapped by the master secret, which is outside of the database',
  'vat_number_check.number': VAT,
};

/** A hash of something random, or a slow one of a password, says nothing of what it was made of. */
const isHash = (property: string): boolean => /Hash$/.test(property);

const nameOf = ({ table, property }: HeldColumn): string => `${table}.${property}`;

function confidentialInTheOpen(): string[] {
  const kept = new Set(
    allTables().flatMap(({ table, sealed, secrets }) =>
      [...sealed, ...secrets].map((property) => `${table}.${property}`),
    ),
  );
  const open = heldColumns()
    .filter((column) => CONFIDENTIAL.includes(column.class) && !isHash(column.property))
    .map(nameOf)
    .filter((name) => !kept.has(name));
  return [...new Set(open)].sort();
}

describe('[S55] contact details, credentials, content and official numbers', () => {
  test('are sealed, or it is said here why they are not', () => {
    expect(confidentialInTheOpen(), 'declare it @Sealed(), or take out what is sealed now').toEqual(
      Object.keys(OPEN).sort(),
    );
  });
});
