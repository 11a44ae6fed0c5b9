import { id } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { verb } from '../../../../kernel/verb.ts';
import { lockPreview, type OpenPreview } from './lock-preview.ts';
import { takenAddresses } from './taken-addresses.ts';

/** Addresses that a message names at most. */
const NAMED = 3;

/**
 * Writes a previewed file to the directory, whole or not at all: its end users and their addresses in one statement.
 * CONFLICT if it has errors, if it was confirmed or discarded before, or if an address has been allocated since. [U2]
 */
export const confirmEndUserImport = verb({
  name: 'confirmEndUserImport',
  permission: 'END_USER_WRITE',
  input: input('ConfirmEndUserImportInput', { id: id() }),
  async run(scope, { id: importId }) {
    const preview = await lockPreview(scope, importId);
    if (preview.errorCount) {
      const rows =
        preview.errorCount === 1
          ? 'One row of this file has'
          : `${preview.errorCount} rows of this file have`;
      throw conflict(`${rows} errors: correct them and upload it again.`, 'id');
    }
    await assertFree(scope, preview);
    const users = await apply(scope, preview);
    await scope.sql(
      `update end_user_import set state = 'APPLIED', rows = '[]', accepted = '[]' where id = $1`,
      [importId],
    );
    const { resellerId, companyId } = preview;
    scope.hint({ kind: 'EndUser', resellerId, companyId });
    const reference = users === 1 ? '1 end user' : `${users} end users`;
    return {
      result: importId,
      subject: { type: 'EndUserImport', id: importId, resellerId, companyId, reference },
    };
  },
});

async function assertFree(scope: Scope, { id: importId, companyId }: OpenPreview): Promise<void> {
  const rows = await scope.sql<{ email: string }>(
    `select u.email from end_user_import i, jsonb_to_recordset(i.accepted) u(email text) where i.id = $1 and u.email is not null`,
    [importId],
  );
  const taken = [
    ...(await takenAddresses(
      scope,
      companyId,
      rows.map(({ email }) => email),
    )),
  ];
  if (!taken.length) return;
  const more = taken.length > NAMED ? ` and ${taken.length - NAMED} more` : '';
  throw conflict(
    `Allocated since the preview: ${taken.slice(0, NAMED).join(', ')}${more}. Upload the file again.`,
    'id',
  );
}

/** Writes all rows and returns how many end users they make. */
async function apply(scope: Scope, { id: importId, resellerId, companyId }: OpenPreview): Promise<number> {
  const [made] = await scope.sql<{ users: number; wanted: number; allocated: number }>(
    `with given as materialized (
       select u.* from end_user_import i, jsonb_to_recordset(i.accepted) u(id uuid, "firstName" text, "lastName" text, email text, mobile text, phone text, "jobTitle" text, department text) where i.id = $1
     ), users as (
       insert into end_user (id, reseller_id, company_id, first_name, last_name, email, mobile, phone, job_title, department,
           status, created_at)
         select id, $2, $3, "firstName", "lastName", email, mobile, phone, "jobTitle", department, 'ACTIVE', $4 from given
     ), addresses as (
       insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
         select uuidv7(), $2, $3, g.id, d.id, g.email, true, $4
           from given g join domain d on d.company_id = $3 and d.state = 'PROVED'
             and d.name = split_part(g.email, '@', 2)
         returning 1
     )
     select count(*)::int as users, count(email)::int as wanted, (select count(*)::int from addresses) as allocated from given`,
    [importId, resellerId, companyId, scope.now],
  );
  if (!made || made.allocated !== made.wanted) {
    throw conflict(
      'A domain of these addresses has been removed since the preview. Upload the file again.',
      'id',
    );
  }
  return made.users;
}
