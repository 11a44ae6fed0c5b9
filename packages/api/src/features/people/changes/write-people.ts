import type { Scope } from '../../../kernel/scope.ts';
import type { ChosenCompany } from '../directory/index.ts';
import { EndUser } from '../directory/index.ts';
import { Membership } from '../identity/index.ts';
import type { BatchRow, RowResult } from './batch.ts';
import type { PersonField, PersonValues } from './compare.ts';

const refused = (id: string, reason: string): RowResult => ({ id, outcome: 'REFUSED', reason });
const done = (id: string): RowResult => ({ id, outcome: 'DONE', reason: null });

const TAKEN = 'The address has been allocated to somebody since the preview.';
const NO_DOMAIN = 'The domain of the address has been removed since the preview.';

/** Adds end users with their addresses in one statement; who cannot be added is named with the reason. */
export async function addPeople(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
): Promise<RowResult[]> {
  if (!rows.length) return [];
  const tenancy = { resellerId: company.resellerId, companyId: company.id };
  const people = await scope.sealed(
    EndUser,
    rows.map(({ endUserId, values }) => ({ id: endUserId, ...tenancy, ...values })),
  );
  const made = await scope.sql<{ id: string }>(
    `with given as materialized (
       select u.* from jsonb_to_recordset($1) u (id uuid, "firstName" text, "lastName" text, email text, mobile text, phone text,
         "jobTitle" text, department text)
     ), addresses as (
       insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
         select uuidv7(), $2, $3, g.id, d.id, g.email, true, $4 from given g
           join domain d on d.company_id = $3 and d.state = 'PROVED' and d.name = split_part(g.email, '@', 2)
       on conflict do nothing returning end_user_id
     )
     insert into end_user (id, reseller_id, company_id, first_name, last_name, email, mobile, phone, job_title, department, status,
         created_at)
       select id, $2, $3, "firstName", "lastName", email, mobile, phone, "jobTitle", department, 'ACTIVE', $4 from given
         where email is null or id in (select end_user_id from addresses)
       returning id`,
    [JSON.stringify(people), company.resellerId, company.id, scope.now],
  );
  return judge(scope, company, rows, new Set(made.map(({ id }) => id)));
}

/** Those that were made are done; of the others the address is taken, or its domain is gone. */
async function judge(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
  made: ReadonlySet<string>,
): Promise<RowResult[]> {
  if (made.size === rows.length) return rows.map(({ id }) => done(id));
  const domains = await scope.sql<{ name: string }>(
    `select name from domain where company_id = $1 and state = 'PROVED'`,
    [company.id],
  );
  const proved = new Set(domains.map(({ name }) => name));
  return rows.map(({ id, endUserId, values }) => {
    if (made.has(endUserId)) return done(id);
    return refused(id, proved.has(values.email?.split('@')[1] ?? '') ? TAKEN : NO_DOMAIN);
  });
}

/** Gives end users a first address; returns those who have got it. */
export async function allocateFirst(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly BatchRow[],
): Promise<RowResult[]> {
  if (!rows.length) return [];
  const made = await scope.sql<{ id: string }>(
    `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
       select uuidv7(), $2, $3, g.id, d.id, g.email, true, $4 from jsonb_to_recordset($1) g (id uuid, email text)
         join domain d on d.company_id = $3 and d.state = 'PROVED' and d.name = split_part(g.email, '@', 2)
     on conflict do nothing returning end_user_id as id`,
    [
      JSON.stringify(rows.map(({ endUserId, values }) => ({ id: endUserId, email: values.email }))),
      company.resellerId,
      company.id,
      scope.now,
    ],
  );
  return judge(scope, company, rows, new Set(made.map(({ id }) => id)));
}

export interface Rewrite {
  endUserId: string;
  fields: readonly PersonField[];
  values: PersonValues;
}

/** Sets fields of end users, and what follows from them in the membership of who can sign in. */
export async function rewritePeople(
  scope: Scope,
  company: ChosenCompany,
  rewrites: readonly Rewrite[],
): Promise<void> {
  const wanted = rewrites.filter(({ fields }) => fields.length);
  if (!wanted.length) return;
  const tenancy = { resellerId: company.resellerId, companyId: company.id };
  const given = ({ fields, values }: Rewrite) => ({
    ...Object.fromEntries(fields.map((field) => [field, values[field]])),
    changed: fields,
  });
  const people = await scope.sealed(
    EndUser,
    wanted.map((one) => ({ id: one.endUserId, ...tenancy, ...given(one) })),
  );
  await scope.sql(
    `update end_user u set ${assignments(['firstName', 'lastName', 'email', 'mobile', 'phone', 'jobTitle', 'department'], 'u')}
       from jsonb_to_recordset($1) g (id uuid, changed text[], "firstName" text, "lastName" text, email text, mobile text,
         phone text, "jobTitle" text, department text) where u.id = g.id`,
    [JSON.stringify(people)],
  );
  const ids = wanted.map(({ endUserId }) => endUserId);
  const memberships = await scope.sql<{ id: string; endUserId: string }>(
    `select id, end_user_id as "endUserId" from membership where end_user_id = any ($1)`,
    [ids],
  );
  if (!memberships.length) return;
  const byPerson = new Map(wanted.map((one) => [one.endUserId, one]));
  const followers = await scope.sealed(
    Membership,
    memberships.map(({ id, endUserId }) => ({
      id,
      ...tenancy,
      ...given(byPerson.get(endUserId) as Rewrite),
    })),
  );
  await scope.sql(
    `update membership m set ${assignments(['firstName', 'lastName', 'mobile', 'phone'], 'm')}
       from jsonb_to_recordset($1) g (id uuid, changed text[], "firstName" text, "lastName" text, mobile text, phone text)
      where m.id = g.id`,
    [JSON.stringify(followers)],
  );
}

const assignments = (fields: readonly PersonField[], row: string): string =>
  fields
    .map((field) => {
      const column = field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
      return `${column} = case when '${field}' = any (g.changed) then g."${field}" else ${row}.${column} end`;
    })
    .join(', ');
