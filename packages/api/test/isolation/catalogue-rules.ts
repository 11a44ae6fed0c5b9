import { SERVING_ROLES } from '../../src/kernel/protection.ts';
import { repeatable } from '../../src/kernel/repeatable-sql.ts';
import { allTables, isHistory } from '../../src/kernel/table.ts';

/** A rule of the database's catalogue: what breaks it, one sentence each. */
export interface Rule {
  code: string;
  says: string;
  /** Gives rows of one column, `problem`. */
  sql: string;
  parameters?: unknown[];
  /** A change that breaks the rule, to show that it can fail. */
  broken: string;
}

/** Unique keys that deliberately hold across tenants, and why. */
const GLOBAL_KEYS: Record<string, string> = {
  bank_booking_payment_id_key: 'a payment is of one entry, whoever the payer is',
  call_record_once: 'a source’s own word for a call; whose it is may become known later',
  card_refund_idempotency_key_key: 'a random key that Stripe holds one refund against',
  card_refund_stripe_refund_id_key: "Stripe's own id of the refund",
  checkout_idempotency_key_key: 'a random key that Stripe holds one payment against',
  checkout_stripe_session_id_key: "Stripe's own id of the payment",
  collection_idempotency_key_key: 'a random key that Stripe holds one payment against',
  collection_stripe_payment_id_key: "Stripe's own id of the payment",
  credit_note_number_key: 'numbers are gapless per issuer, who is a tenant too',
  domain_proved_key: 'a proved mail domain belongs to one company on earth',
  email_address_key: 'an address is delivered to one mailbox',
  invoice_number_key: 'numbers are gapless per issuer, who is a tenant too',
  invitation_token_hash_key: 'the hash of a random secret',
  pay_link_token_hash_key: 'the hash of a random secret',
  status_site_host_key: 'one host name leads to one page on earth',
  status_site_slug_key: 'an address leads to one page',
  reseller_invoice_prefix_key: 'invoices of two issuers must not be taken for one another',
  reseller_name_key: 'resellers are told apart by name',
  reseller_one_platform: 'there is one platform',
  returned_payment_stripe_id_key: "Stripe's own id of the dispute",
  role_built_in: 'there is one of each kind at each level, of no tenant',
  role_id_level_key: 'what holds a role at its level; ids are random',
  security_event_key: 'who acts, or from which network, in an hour: of another tenant it tells nothing',
  stripe_event_event_id_key: "Stripe's own id of the event",
  stored_method_idempotency_key_key: 'a random key that Stripe holds one page against',
  stored_method_stripe_mandate_id_key: "Stripe's own id of the mandate",
  stored_method_stripe_method_id_key: "Stripe's own id of the card or account",
  stored_method_stripe_session_id_key: "Stripe's own id of the page",
  subscription_reference_key: 'a reference is quoted to staff without naming the company',
  telephone_number_in_use: 'a number is in use by one customer on earth',
  service_order_reference_key: 'a reference is quoted to staff without naming the company',
  tenant_key_current: 'a company has one key in force, whoever its reseller is',
};

/** Tenant columns without a foreign key, and why. */
const LOOSE_COLUMNS: Record<string, string> = {
  'audit_entry.end_user_id': 'the log outlives what it is about',
  'call_rating.reseller_id': 'it goes with the call that it is of, whose columns have none',
  'call_rating.company_id': 'the same',
  'call_rating.end_user_id': 'the same',
  'call_record.reseller_id':
    'booked by a million at a time, by a function that takes them from rows of numbers',
  'call_record.company_id': 'the same',
  'call_record.end_user_id': 'the same',
  'call_staged.reseller_id': 'is gone when its file is booked',
  'usage_staged.reseller_id': 'the same',
  'security_event.end_user_id': 'what was refused outlives whom it was refused',
  'consent_entry.end_user_id': 'proof of what was said outlives whose it was',
  'company_place.company_id': 'what happened at a company outlives it',
  'access_entry.end_user_id': 'the same as the log',
  'access_question.end_user_id': 'the same as the log',
};

/** Tenant columns that may be empty, and why. */
const OF_NO_TENANT: Record<string, string> = {
  'role.reseller_id': 'built-in roles are everyone’s; a check says that all others have a tenant',
};

/** Foreign keys without the tenant's column, and why. */
const ACROSS: Record<string, string> = {
  breach_notice_of_incident: 'the incident is its issuer’s: whoever processes the data tells the controllers',
  bank_booking_payment_id_fkey: 'an entry is its holder’s; what the platform is paid is of the customer',
  price_list_customer_reseller_id_price_list_id_fkey: 'a list stays with its seller, whoever has it',
  tariff_customer_reseller_id_tariff_id_fkey: 'a tariff stays with its seller, whoever has it',
  consent_entry_purpose_id_fkey: 'what is asked may be the platform’s, whoever answers',
  processor_notice_change_id_fkey: 'a change is its announcer’s, whoever is told of it',
  processor_objection_change_id_fkey: 'a change is its announcer’s, whoever objects to it',
  seat_acceptance_for_company_id_fkey: 'what a supplier bills is the platform’s, whoever it is for',
  seat_difference_for_company_id_fkey: 'what a supplier bills is the platform’s, whoever it is for',
  supplier_match_for_company_id_fkey: 'what a supplier calls a company is the platform’s to know',
  membership_role_id_level_fkey:
    'built-in roles are everyone’s; keep_membership_within holds the others to their tenant',
  chasing_policy_issuer_id_group_id_fkey: 'a group is its issuer’s, who is a tenant too',
  customer_group_member_issuer_id_group_id_fkey: 'a group is its issuer’s, its members are customers',
};

/** Functions with the rights of the tables' owner, and why no others would do. */
const OF_THE_OWNER: Record<string, string> = {
  keep_call_months: 'only the owner of a table adds a month to it',
  drop_call_months: 'the same',
};

/** Functions that run with other rights than their caller's, as their files say: they work before there is a scope, or below every scope. [S8] */
const DEFINERS = repeatable()
  .filter(({ kind, owner }) => kind === 'function' && owner !== 'steward_owner')
  .map(({ name }) => name)
  .concat(Object.keys(OF_THE_OWNER));

const tenantColumns = allTables().flatMap(({ table, options }) =>
  options.tenant === 'none'
    ? []
    : Object.entries(options.tenant).map(([level, column]) => ({
        table,
        level,
        column: column as string,
        history: isHistory(options),
      })),
);
/** The registry's tenant columns as a relation `tenant_column ("table", level, "column", history)`. */
const TENANT = `tenant_column as (select * from json_to_recordset($1) as t ("table" text, level text, "column" text, history boolean))`;
const columnsOf = (constraint: string, keys: string): string =>
  `array(select a.attname::text from unnest(${constraint}.${keys}) k join pg_attribute a on a.attrelid = ${constraint}.conrelid and a.attnum = k)`;
const OURS = `relnamespace = 'steward'::regnamespace`;
const FREE = ['applied', 'migration', 'protection'];

/** Whatever depends on the scope's settings. */
const SETTING =
  '(steward\\.)?(current_setting|reached|managed|listed_resellers|only_listed|closed_companies|unmanaged_companies|in_own_right)\\(';

export const RULES: Rule[] = [
  {
    code: 'S2',
    says: 'every table has row security, enabled and forced',
    sql: `select format('%s: enable and force row security (is its class a @Table?)', relname) as problem from pg_class
      where ${OURS} and relkind in ('r', 'p', 'f') and relname <> all ($1) and not (relrowsecurity and relforcerowsecurity)`,
    parameters: [FREE],
    broken: 'alter table company no force row level security',
  },
  {
    code: 'S4',
    says: 'every policy that writes checks what is written',
    sql: `select format('%s.%s: say with check', tablename, policyname) as problem from pg_policies
      where schemaname = 'steward' and cmd in ('INSERT', 'UPDATE', 'ALL') and with_check is null`,
    broken: 'create policy careless on company for update to steward_company using (true)',
  },
  {
    code: 'S4',
    says: 'every policy reads a setting, or what is reached by one, once per statement, inside a select',
    sql: `select format('%s.%s: wrap it in a select', tablename, policyname) as problem
      from pg_policies, lateral (select coalesce(qual, '') || coalesce(with_check, '') as text) p
      where schemaname = 'steward'
        and regexp_count(p.text, '${SETTING}') <> regexp_count(p.text, '\\( SELECT \\(*(NULLIF\\()?${SETTING}')`,
    broken: `create policy slow on company for select to steward_company using (id = current_setting('steward.company_id')::uuid)`,
  },
  {
    code: 'S4',
    says: 'no policy lets every row of a tenant be read, nor be written whosever it becomes',
    sql: `select format('%s.%s: compare its rows with the scope', tablename, policyname) as problem from pg_policies
      where schemaname = 'steward' and roles[1] not in ('steward_gate', 'steward_sealer') and 'true' in (qual, with_check) and tablename <> all ($1)`,
    parameters: [allTables().flatMap(({ table, options }) => (options.tenant === 'none' ? table : []))],
    broken: `create policy wide on company for update to steward_company
      using (id = (select nullif(current_setting('steward.company_id', true), '')::uuid)) with check (true)`,
  },
  {
    code: 'S4',
    says: 'every policy is for one serving role and widens nothing by being restrictive',
    sql: `select format('%s.%s: name one serving role', tablename, policyname) as problem from pg_policies
      where schemaname = 'steward' and not (cardinality(roles) = 1 and roles[1]::text = any ($1) and permissive = 'PERMISSIVE')`,
    parameters: [SERVING_ROLES],
    broken: 'create policy everyone on company for select using (false)',
  },
  {
    code: 'S3',
    says: 'no role that serves has powers beyond its grants',
    sql: `select format('%s: take its powers away (superuser, bypassrls, createrole, createdb, replication)', rolname) as problem from pg_roles
      where (rolname = any ($1) or rolname in ('steward_app', 'steward_jobs'))
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    parameters: [SERVING_ROLES],
    broken: 'alter role steward_worker createdb',
  },
  {
    code: 'S3',
    says: 'the owner of the tables serves nobody, and nobody who serves can become it or the gate',
    sql: `select format('%s: must belong to steward_owner', relname) as problem from pg_class
        where ${OURS} and relkind in ('r', 'p', 'v', 'm', 'S') and relowner <> 'steward_owner'::regrole
      union all
      select format('steward_app may become %s', r) from unnest(array['steward_owner', 'steward_gate']) r where pg_has_role('steward_app', r, 'member')
      union all
      select format('%s inherits %s', m.member::regrole, m.roleid::regrole) from pg_auth_members m
        where (m.member::regrole::text = any ($1) or m.member = 'steward_app'::regrole) and m.inherit_option`,
    parameters: [SERVING_ROLES],
    broken: 'alter table domain owner to steward_app',
  },
  {
    code: 'S1',
    says: 'every tenant row says whose it is',
    sql: `with ${TENANT} select format('%s.%s: must be not null', t."table", t."column") as problem from tenant_column t
      join pg_attribute a on a.attrelid = to_regclass(t."table") and a.attname = t."column" where t.level = 'reseller' and not a.attnotnull
        and t."table" || '.' || t."column" <> all ($2)`,
    parameters: [JSON.stringify(tenantColumns), Object.keys(OF_NO_TENANT)],
    broken: 'alter table price_list alter column reseller_id drop not null',
  },
  {
    code: 'S1',
    says: 'every tenant column has a foreign key',
    sql: `with ${TENANT} select format('%s.%s: give it a foreign key with the tenant columns above it', t."table", t."column") as problem
      from tenant_column t where t."column" <> 'id' and t."table" || '.' || t."column" <> all ($2) and not exists (
        select from pg_constraint c where c.conrelid = to_regclass(t."table") and c.contype = 'f' and t."column" = any (${columnsOf('c', 'conkey')}))`,
    parameters: [JSON.stringify(tenantColumns), Object.keys(LOOSE_COLUMNS)],
    broken: 'alter table price_list drop constraint price_list_reseller_id_fkey',
  },
  {
    code: 'S7',
    says: 'a foreign key between tenant tables contains the tenant column: the reseller, or the company where the row stays and what it refers to moves',
    sql: `with ${TENANT} select format('%s: %s must contain the column %s', c.conrelid::regclass, c.conname, f."column") as problem from pg_constraint c
      join tenant_column t on to_regclass(t."table") = c.confrelid and t.level = 'reseller'
      join tenant_column f on to_regclass(f."table") = c.conrelid and f.level = case when f.history and not t.history then 'company' else 'reseller' end
      where c.contype = 'f' and c.confrelid <> 'reseller'::regclass and c.conname <> all ($2) and f."column" <> all (${columnsOf('c', 'conkey')})
      union all
      select format('%s: %s must not contain the reseller column, which changes there and not here', c.conrelid::regclass, c.conname) from pg_constraint c
      join tenant_column t on to_regclass(t."table") = c.confrelid and t.level = 'company' and not t.history
      join tenant_column f on to_regclass(f."table") = c.conrelid and f.level = 'reseller' and f.history
      where c.contype = 'f' and f."column" = any (${columnsOf('c', 'conkey')})`,
    parameters: [JSON.stringify(tenantColumns), Object.keys(ACROSS)],
    broken:
      'alter table invoice_line add constraint careless foreign key (invoice_id) references invoice (id)',
  },
  {
    code: 'S7',
    says: 'nothing cascades, and what moves with its company is checked when the whole has moved',
    sql: `with ${TENANT} select format('%s: %s must not cascade', c.conrelid::regclass, c.conname) as problem from pg_constraint c
      where c.connamespace = 'steward'::regnamespace and c.contype = 'f' and (c.confupdtype <> 'a' or c.confdeltype <> 'a')
      union all
      select format('%s: say deferrable of %s', c.conrelid::regclass, c.conname) from pg_constraint c
      join tenant_column t on to_regclass(t."table") = c.confrelid and t.level = 'company' and not t.history
      join tenant_column f on to_regclass(f."table") = c.conrelid and f.level = 'reseller' and not f.history
      where c.contype = 'f' and not c.condeferrable and f."column" = any (${columnsOf('c', 'conkey')})`,
    parameters: [JSON.stringify(tenantColumns)],
    broken:
      'alter table domain add constraint careless foreign key (reseller_id, company_id) references company (reseller_id, id) on update cascade',
  },
  {
    code: 'S7',
    says: 'a unique key contains the tenant column, or a reference that a foreign key ties to it',
    sql: `with ${TENANT} select format('%s: put the reseller column into %s, or say in GLOBAL_KEYS why not', i.indrelid::regclass, i.indexrelid::regclass) as problem
      from pg_index i join pg_class index on index.oid = i.indexrelid
      join tenant_column t on to_regclass(t."table") = i.indrelid and t.level = 'reseller'
      cross join lateral (select array(select a.attname::text from unnest(i.indkey) k join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k) as names) key
      where i.indisunique and not i.indisprimary and index.relname <> all ($2) and t."column" <> all (key.names) and not exists (
        select from pg_constraint c where c.conrelid = i.indrelid and c.contype = 'f'
          and (t."column" = any (${columnsOf('c', 'conkey')}) or t.history and 'company_id' = any (${columnsOf('c', 'conkey')})) and ${columnsOf('c', 'conkey')} && key.names)`,
    parameters: [JSON.stringify(tenantColumns), Object.keys(GLOBAL_KEYS)],
    broken: 'create unique index careless on end_user (email_key)',
  },
  {
    code: 'S8',
    says: 'no view goes around row security',
    sql: `select format('%s: use with (security_invoker = true), and no materialised view', relname) as problem from pg_class
      where ${OURS} and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))`,
    broken: 'create view careless as select * from company',
  },
  {
    code: 'S8',
    says: "the functions with their owner's rights are those whose files say as whom they run",
    sql: `select format('%s: run as the caller, or write "-- runs as gate" above it, with care', oid::regprocedure) as problem from pg_proc
        where pronamespace = 'steward'::regnamespace and prosecdef and proname <> all ($1)
      union all
      select format('%s: its file says as whom it runs, so say security definer', name) from unnest($1::text[]) name
        where not exists (select from pg_proc where pronamespace = 'steward'::regnamespace and prosecdef and proname = name)`,
    parameters: [DEFINERS],
    broken:
      'create function careless() returns bigint language sql security definer set search_path = steward, pg_temp as $$ select count(*) from company $$',
  },
  {
    code: 'S8',
    says: "a function with its owner's rights has a fixed search path and not the owner of the tables",
    sql: `select format('%s: set search_path = …, pg_temp', oid::regprocedure) as problem from pg_proc
        where pronamespace = 'steward'::regnamespace and prosecdef and not exists (
          select from unnest(proconfig) setting where setting ~ '^search_path=[a-z_]+, pg_temp$')
      union all
      select format('%s: belong to steward_gate or steward_jobs', oid::regprocedure) from pg_proc
        where pronamespace = 'steward'::regnamespace and prosecdef and proowner::regrole::text not in ('steward_gate', 'steward_jobs')
          and proname <> all ($1)`,
    parameters: [Object.keys(OF_THE_OWNER)],
    broken: 'alter function own_memberships() reset all',
  },
  {
    code: 'S8',
    says: 'no function is open to everyone',
    sql: `select format('%s: revoke execute from public', oid::regprocedure) as problem from pg_proc
      where pronamespace = 'steward'::regnamespace and (proacl is null or exists (select from aclexplode(proacl) where grantee = 0))`,
    broken: 'grant execute on function throttle_key(text, text) to public',
  },
  {
    code: 'S9',
    says: 'no sequence can be read, and no id comes from one',
    sql: `select format('%s: ids are UUIDv7, not from a sequence', relname) as problem from pg_class where ${OURS} and relkind = 'S'
      union all
      select format('%s.id: must be a uuid', table_name) from information_schema.columns
        where table_schema = 'steward' and column_name = 'id' and data_type <> 'uuid'`,
    broken: 'create sequence careless',
  },
  {
    code: 'S8',
    says: 'nothing is granted to everyone, nor the job queue to those who have scopes',
    sql: `select format('%s: revoke from public', relname) as problem from pg_class
        where ${OURS} and exists (select from aclexplode(relacl) where grantee = 0)
      union all
      select format('%s may use the schema %s', role, name) from unnest($1::text[]) role, unnest(array['graphile_worker']) name
        where has_schema_privilege(role, name, 'usage')`,
    parameters: [SERVING_ROLES],
    broken: 'grant select on product to public',
  },
];
