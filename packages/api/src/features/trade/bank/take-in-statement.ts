import { line, newId, optional } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import { bytes, input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { who } from '../../people/identity/index.ts';
import { columnsInput } from './columns.ts';
import { matchWaiting } from './match-waiting.ts';
import { assertOwn, ownAccount } from './own-account.ts';
import { type ReadStatement, readStatement } from './read-statement.ts';

/**
 * Takes in a statement of the account that whoever asks is paid into: each entry once, in whichever files it comes. What is sure is
 * booked, the rest waits with what it is probably for. INVALID_INPUT says what is wrong with the file, and nothing of it is kept. [B7]
 */
export const takeInStatement = outsideVerb({
  name: 'takeInStatement',
  description:
    'CAMT.053, OFX, or CSV whose columns are named by their titles (base64); larger files go to POST /bank-statements.',
  permission: 'PAYMENT_WRITE',
  input: input('TakeInStatementInput', {
    fileName: line(200),
    columns: optional(columnsInput),
    content: bytes(),
  }),
  plan: (scope) => ownAccount(scope, memberOf(scope.actor).resellerId),
  // A large file takes a while, and no transaction.
  async call(account, { content, columns }) {
    const read = await readStatement(content, columns);
    assertOwn(read.accounts, account);
    return read;
  },
  async settle(scope, _account, read, { fileName, columns }) {
    const { resellerId } = memberOf(scope.actor);
    const [twice] = await scope.sql<{ by: string; on: string }>(
      `select uploaded_by_name as by, to_char(created_at at time zone 'Europe/London', 'FMDD FMMonth YYYY') as on
         from bank_statement where reseller_id = $1 and file_hash = $2`,
      [resellerId, read.hash],
    );
    if (twice) throw conflict(`${twice.by} has taken in this very file already, on ${twice.on}.`, 'file');
    if (read.format === 'CSV')
      await scope.sql(
        `insert into bank_columns (id, reseller_id, columns) values (uuidv7(), $1, $2)
           on conflict (reseller_id) do update set columns = excluded.columns`,
        [resellerId, JSON.stringify(columns)],
      );
    const statementId = await keep(scope, resellerId, fileName, read);
    const payments = await matchWaiting(scope, resellerId);
    await scope.sql(
      `update bank_statement set new_entries = e.entries, booked_entries = e.booked
         from (select count(*) as entries, count(*) filter (where state = 'BOOKED') as booked from bank_entry where bank_statement_id = $1) e
         where id = $1`,
      [statementId],
    );
    const statement = { type: 'BankStatement', id: statementId, resellerId };
    return { result: statementId, subject: [statement, ...payments] };
  },
});

/** Keeps the statement, and of its entries those that have come in no file before. */
async function keep(
  scope: Scope,
  resellerId: string,
  fileName: string,
  read: ReadStatement,
): Promise<string> {
  const statementId = newId();
  await scope.sql(
    `insert into bank_statement (id, reseller_id, file_name, file_hash, format, entries, new_entries, booked_entries, uploaded_by_name,
         created_at)
       values ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8)`,
    [
      statementId,
      resellerId,
      fileName,
      read.hash,
      read.format,
      read.entries.length,
      (await who(scope)).name,
      scope.now,
    ],
  );
  await scope.sql(
    `insert into bank_entry (id, reseller_id, bank_statement_id, entry_key, "on", amount_minor, currency, payer, reference, state, created_at)
       select uuidv7(), $2, $3, e.key, e."on", e."amountMinor", e.currency, e.payer, e.reference,
           case when e."amountMinor" > 0 then 'UNKNOWN' else 'OUTGOING' end, $4
         from jsonb_to_recordset($1) e (key text, "on" date, "amountMinor" bigint, currency text, payer text, reference text)
       on conflict (reseller_id, entry_key) do nothing`,
    [
      JSON.stringify(read.entries.map((entry, i) => ({ ...entry, key: read.keys[i] }))),
      resellerId,
      statementId,
      scope.now,
    ],
  );
  return statementId;
}
