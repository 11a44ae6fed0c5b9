import { id, line, newId, optional } from '@steward/shared';
import { bytes, input } from '../../../../kernel/input.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { outsideVerb } from '../../../../kernel/verb.ts';
import { chosenCompany } from '../chosen-company.ts';
import { domainsOf } from '../email-allocation.ts';
import { EndUser } from '../end-user.entity.ts';
import { EndUserImport, type ImportRow } from '../end-user-import.entity.ts';
import { type CheckedRow, checkRows } from './check-rows.ts';
import { takenAddresses } from './taken-addresses.ts';
import { readUserFile } from './user-file.ts';

/** Rows that a preview shows, and characters of a cell in it. */
const SHOWN_ROWS = 500;
const SHOWN_CHARACTERS = 200;

/**
 * Reads and checks a file of end users and keeps it as a change-set: nothing is written to the directory before it is
 * confirmed. The file is read outside any transaction, for that takes time and needs none. [U2]
 */
export const previewEndUserImport = outsideVerb({
  name: 'previewEndUserImport',
  permission: 'END_USER_WRITE',
  input: input('PreviewEndUserImportInput', {
    companyId: optional(id()),
    fileName: line(200),
    content: bytes(),
  }),
  async plan(scope, { companyId }) {
    const company = await chosenCompany(scope, companyId);
    return { company, domains: await domainsOf(scope, company.id) };
  },
  async call({ domains }, { content }) {
    const { rows, unknownColumns } = await readUserFile(content);
    return { checked: await checkRows(rows, domains), unknownColumns };
  },
  async settle(scope, { company }, { checked, unknownColumns }, { fileName }) {
    await markTaken(scope, company.id, checked);
    const wrong = checked.filter(({ errors }) => errors.length);
    const right = checked.filter(({ errors }) => !errors.length);
    const importId = newId();
    const tenancy = { resellerId: company.resellerId, companyId: company.id };
    const shownFirst = [...wrong, ...right].slice(0, SHOWN_ROWS).map(shown);
    const [kept] = await scope.sealed(EndUserImport, [{ id: importId, ...tenancy, rows: shownFirst }]);
    // A file with errors is never applied: there is no reason to keep the rest of it.
    const users = wrong.length ? [] : checked.map(({ user }) => ({ id: newId(), ...tenancy, ...user }));
    const accepted = await scope.sealed(EndUser, users);
    // Not through the ORM, which looks at every value of the rows again.
    await scope.sql(
      `insert into end_user_import (id, reseller_id, company_id, file_name, state, row_count, error_count, unknown_columns,
         rows, accepted, created_at) values ($1, $2, $3, $4, 'PREVIEW', $5, $6, $7, $8, $9, $10)`,
      [
        importId,
        tenancy.resellerId,
        tenancy.companyId,
        fileName,
        checked.length,
        wrong.length,
        unknownColumns,
        JSON.stringify(kept?.rows),
        JSON.stringify(accepted),
        scope.now,
      ],
    );
    return { result: importId, subject: { type: 'EndUserImport', id: importId, ...tenancy } };
  },
});

/** Adds an error to every row whose address someone has already. */
async function markTaken(scope: Scope, companyId: string, checked: readonly CheckedRow[]): Promise<void> {
  const wanted = checked.flatMap(({ user, errors }) => (user.email && !errors.length ? [user.email] : []));
  const taken = await takenAddresses(scope, companyId, wanted);
  for (const { user, errors } of checked) {
    if (user.email && taken.has(user.email)) {
      errors.push({ column: 'email', message: 'This address is already allocated.' });
    }
  }
}

function shown({ line: number, cells, errors }: CheckedRow): ImportRow {
  const cut = Object.entries(cells).map(([field, cell]) => [field, cell.slice(0, SHOWN_CHARACTERS)]);
  return { line: number, ...Object.fromEntries(cut), errors } as ImportRow;
}
