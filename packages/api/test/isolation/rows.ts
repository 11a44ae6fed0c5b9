import { createHash } from 'node:crypto';
import { newId } from '@steward/shared';
import { allTables, propertyOf, type TableDefinition } from '../../src/kernel/table.ts';
import type { World } from '../../src/kernel/testing/world.ts';

/** One end user's place, all the way down: the tenant whose rows are made and whose context is tried. */
export interface Tenant {
  name: string;
  reseller: string;
  company: string;
  endUser: string;
  /** Who acts there. */
  people: Record<'reseller' | 'company' | 'endUser', { personId: string; membershipId: string }>;
}

/** Three tenants that share nothing: two resellers' companies and a direct customer. */
export function tenantsOf(world: World): Tenant[] {
  const tenant = (
    name: 'globex' | 'initech' | 'acme',
    admin: { personId: string; membershipId: string },
  ): Tenant => {
    const { id, resellerId, user, admin: company } = world[name];
    return {
      name,
      reseller: resellerId,
      company: id,
      endUser: user.endUserId,
      people: { reseller: admin, company, endUser: user },
    };
  };
  return [
    tenant('globex', world.northwind.admin),
    tenant('initech', world.contoso.admin),
    tenant('acme', world.platform.staff),
  ];
}

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  filled: boolean;
  /** The first value a check constraint allows, where it lists them. */
  choice: string | null;
}
interface Reference {
  columns: string[];
  target: string;
  targets: string[];
}

/** SHA-256 of no bytes. */
const NOTHING = createHash('sha256').digest('hex');

/** A purpose for which a company asks people; its id. */
async function purposeOf(company: string, name: string, sql: Sql): Promise<string> {
  const id = newId();
  await sql(
    `insert into consent_purpose (id, controller, company_id, name, channel, asks, created_at)
       values ($1, 'COMPANY', $2, $3, 'EMAIL', 'END_USERS', '2026-10-01')`,
    [id, company, `News of ${name}`],
  );
  return id;
}

/** What has the form of a sealed value and opens nowhere. */
const sealedText = (): string => `${newId()}.${'x'.repeat(40)}`;

/** Values for columns of which more must hold than their type and a list of choices; per table. */
const SPECIAL: Record<
  string,
  (tenant: Tenant, sql: Sql) => Promise<Record<string, unknown>> | Record<string, unknown>
> = {
  // No table of the day is about it.
  closed_area: () => ({ area: 'exchange', access: 'NONE' }),
  // Without an id of somebody’s, nothing that it does is anybody’s.
  change_set_row: () => ({ errors: '[]' }),
  access_question: () => ({
    question: sealedText(),
    answer: null,
    answered_at: null,
    answered_by: null,
  }),
  incident: () => ({
    discovered_at: '2026-09-30T00:00:00Z',
    aware_at: '2026-09-30T00:00:00Z',
  }),
  component_impact: () => ({ until: null }),
  status_incident: () => ({
    kind: 'INCIDENT',
    progress: 'MONITORING',
    ends_at: null,
    cancelled_at: null,
  }),
  incident_scope: () => ({
    kind: 'ADMINISTRATORS',
    data_classes: '{IDENTITY}',
    product_id: null,
    connector_id: null,
  }),
  breach_notice: ({ reseller }) => ({ issuer_id: reseller, passed_on_at: '2026-10-01T00:00:00Z' }),
  breach_notice_phase: () => ({ passed_on_at: '2026-10-01T00:00:00Z' }),
  // They were written to, so that they see it.
  breach_person: () => ({ reached: true }),
  licence_key: () => ({ value: sealedText() }),
  subscription_commitment: () => ({
    terms: {
      ...{ months: 0, noticeDays: 0, noticeToMonthEnd: false, follows: 'MONTHLY', renewalMonths: 0 },
      ...{ renewalPrice: 'KEPT', windowDays: 0, remindDays: 0 },
    },
  }),
  billed_subscription: () => ({ kind: 'RETAIL' }),
  consent_purpose: ({ company }) => ({ controller: 'COMPANY', reseller_id: null, company_id: company }),
  consent_text: () => ({ hash: NOTHING }),
  consent_entry: async ({ company, name }, sql) => ({
    purpose_id: await purposeOf(company, name, sql),
    controller: 'COMPANY',
    membership_id: null,
    version: 1,
    text_hash: NOTHING,
    evidence: sealedText(),
    deed: 'GIVEN',
  }),
  campaign: () => ({ state: 'DRAFT', started_at: null, finished_at: null }),
  campaign_recipient: () => ({ allowed: true, state: 'WAITING', sent_at: null }),
  enquiry_form: () => ({ sites: '{https://www.example.com}' }),
  enquiry: () => ({
    ...{ state: 'ANSWERED', outcome: null, closed_at: null },
    ...{ answer: sealedText(), answered_at: '2026-10-01T00:00:00Z' },
  }),
  contact: () => ({ phone: sealedText(), phone_hash: NOTHING }),
  suppression: () => ({ everywhere: false }),
  // It holds what is never over anyway.
  legal_hold: () => ({ kind: 'MATTER', rules: '{WHILE_USED}' }),
  retention_choice: () => ({ rule: 'SHORT' }),
  retention_run: () => ({ state: 'DONE', finished_at: '2026-10-01T00:00:00Z', tables: '[]', hash: NOTHING }),
  device: () => ({ state: 'ASSIGNED', serial_number: 'X1' }),
  line_range: () => ({ range: '10.20.0.0/24' }),
  telephone_number: ({ name }) => ({ number: `+4411349600${name.length}${name.charCodeAt(0)}` }),
  service_order: () => ({ state: 'AWAITING_APPROVAL', awaits: ['COMPANY'] }),
  leaver: () => ({ state: 'DONE', due_on: '2026-10-01', problems: '[]' }),
  leaver_item: () => ({ fate: 'HAND_OVER', choices: '[]' }),
  mail_recipient: () => ({ forwards: true }),
  passed_mail: () => ({ parts: '{forwardTo}' }),
  joiner_template: () => ({ services: '[]' }),
  invoice: () => ({
    kind: 'RETAIL',
    currency: 'GBP',
    total_minor: 2,
    paid_minor: 0,
    per_pound: null,
    vat_sterling_minor: null,
    seller: { name: 'Seller' },
    buyer: { name: 'Buyer' },
  }),
  // Of an invoice, and so of no credit note.
  invoice_file: () => ({
    credit_note_id: null,
    pdf: Buffer.alloc(0),
    pdf_sha256: NOTHING,
    ubl: Buffer.alloc(0),
    ubl_sha256: NOTHING,
  }),
  // Issued, for until then its customer sees nothing of it.
  credit_note: ({ name }) => ({
    state: 'ISSUED',
    number: `CN-${name}`,
    issued_on: '2026-10-01',
    kind: 'RETAIL',
    currency: 'GBP',
    total_minor: 2,
    seller: { name: 'Seller' },
    buyer: { name: 'Buyer' },
  }),
  // It waits; nothing is issued of it yet.
  debit_note: ({ reseller }) => ({
    issuer_id: reseller,
    issued_id: null,
    state: 'AWAITING_APPROVAL',
    kind: 'RETAIL',
    lines: '[]',
    total_minor: 2,
  }),
  departure: () => ({
    state: 'PROPOSED',
    seller_agreed_at: null,
    settled_at: null,
    open_until: null,
  }),
  tenant_archive: () => ({ state: 'RUNNING' }),
  tenant_archive_part: () => ({ content: sealedText() }),
  tenant_deletion: () => ({ state: 'FAILED', done_at: '2026-10-01T00:00:00Z' }),
  rights_archive: () => ({
    size: 22,
    content: sealedText(),
    expires_at: '2027-01-01T00:00:00Z',
  }),
  rights_receipt: () => ({ state: 'DONE', done_at: '2026-10-01T00:00:00Z', digest: NOTHING }),
  rights_enquiry: () => ({
    person_name: sealedText(),
    person_email: sealedText(),
  }),
  published_head: () => ({ hash: NOTHING }),
  processing_record: () => ({
    sha256: NOTHING,
    content: '{"activities": [], "recipients": [], "onBehalfOf": [], "measures": []}',
  }),
  late_payment_rule: () => ({ charging: 'NEVER', from_day: null }),
  charge: ({ reseller }) => ({
    issuer_id: reseller,
    kind: 'RETAIL',
    source: 'MANUAL',
    supply_kind: 'STANDARD',
    amount_micro: 10_000,
    percent_bp: null,
    invoice_id: null,
  }),
  checkout: () => ({
    unallocated_minor: 1,
    unallocated_currency: 'GBP',
    received_on: '2026-10-01',
    payment_reference: 'T',
    resolution: 'REFUNDED',
    resolution_note: sealedText(),
    resolved_at: '2026-10-01T00:00:00Z',
  }),
  invoice_draft: ({ reseller }) => ({
    issuer_id: reseller,
    kind: 'RETAIL',
    period: null,
    held_reason: sealedText(),
    held_by_name: 'T',
    held_at: '2026-10-01T00:00:00Z',
  }),
  chasing_policy: ({ reseller }) => ({ issuer_id: reseller, steps: '[]' }),
  billing_terms: ({ reseller }) => ({ issuer_id: reseller, payment_days: 30 }),
  invoice_pause: ({ reseller }) => ({ issuer_id: reseller, kind: 'DISPUTE' }),
  restriction: ({ reseller }) => ({ issuer_id: reseller }),
  customer_group_member: ({ reseller }) => ({ issuer_id: reseller }),
  reference_rate: () => ({ half_year: '2026-07-01' }),
  // Money that came in, of which nothing is booked.
  bank_entry: () => ({ state: 'UNKNOWN', currency: 'GBP', amount_minor: 2, booked_minor: 0 }),
  // Asked of the reseller, no secret, and open to the person: all of them see it.
  authority_disclosure: () => ({
    keeper: 'RESELLER',
    state: 'RECEIVED',
    decided_by: null,
    decided_at: null,
    answered_on: null,
    secret: false,
    secret_until: null,
    may_tell_on: null,
    told_on: null,
  }),
  authority_disclosure_person: () => ({
    keeper: 'RESELLER',
    secret: false,
    secret_until: null,
    opens_on: '2026-09-30',
  }),
  bank_statement: () => ({ format: 'CSV' }),
  call_day: () => ({ currency: 'GBP' }),
  call_limit: () => ({ currency: 'GBP', warn_minor: 1, bar_minor: 2 }),
  call_warning: () => ({
    kind: 'BARRED',
    currency: 'GBP',
    zone: null,
    limit_minor: 2,
    services: 1,
    ended_at: null,
    ended_by_name: null,
    outcome: null,
    settled_at: null,
  }),
  call_zone_use: () => ({ currency: 'GBP' }),
  call_rating: () => ({ side: 'RETAIL' }),
  rerating: () => ({
    side: 'RETAIL',
    currency: 'GBP',
    state: 'DONE',
    first_day: '2026-10-01',
    last_day: '2026-10-02',
    finished_at: '2026-10-03T00:00:00Z',
  }),
  rerating_note: () => ({ kind: 'CREDIT', state: 'PROPOSED', credit_note_id: null, debit_note_id: null }),
  // Its months are tables of their own.
  call_record: async (_tenant, sql) => {
    await sql(
      `create table if not exists steward_calls.call_record_2026_10 partition of call_record for values from ('2026-10-01+00') to ('2026-11-01+00')`,
    );
    return {};
  },
  call_setting: () => ({ itemised: true, end_users_see: true }),
  call_source: () => ({ format: 'ASTERISK' }),
  overpayment: () => ({ currency: 'GBP', total_minor: 2, used_minor: 0, reference: 'T' }),
  credit_use: () => ({ overpayment_id: null }),
  card_refund: () => ({ overpayment_id: null }),
  exchange_rate: () => ({ month: '2026-10', per_pound: '1.15' }),
  // Its invoice is a draft without a number; it is posted to the ledger.
  payment: () => ({ reference: 'T' }),
  factor: () => ({ kind: 'TOTP', secret: 'secret' }),
  logo: () => ({ type: 'image/png' }),
  status_site: ({ name, reseller }) => ({
    by_platform: name === 'acme',
    slug: name === 'acme' ? null : reseller,
    proved_at: null,
    next_check_at: null,
  }),
  // Northwind's and Contoso's are their companies', the platform's are everyone's.
  sub_processor: ({ name }) => ({
    by_platform: name === 'acme',
    country: 'GB',
    places: '{Slough}',
    state: 'IN_USE',
    until: null,
  }),
  processor_change: ({ name }) => ({
    by_platform: name === 'acme',
    kind: 'ADD',
    replaces_id: null,
    state: 'ANNOUNCED',
    effective_on: '2026-12-01',
    settled_at: null,
    withdrawn_because: null,
  }),
  // A reseller's own.
  agreement: ({ reseller }) => ({ reseller_id: reseller }),
  agreement_acceptance: ({ people }) => ({
    text_hash: NOTHING,
    membership_id: people.company.membershipId,
  }),
  processor_objection: ({ people }) => ({
    reason: sealedText(),
    raised_by: people.company.membershipId,
    answer: null,
    answer_text: null,
    answered_at: null,
    answered_by: null,
  }),
  photo: () => ({ type: 'image/jpeg' }),
  membership: async (_tenant, sql) => ({
    level: 'END_USER',
    role_id: (await sql<{ id: string }>(`select id from role where level = 'END_USER'`))[0]?.id,
  }),
  role: () => ({ level: 'COMPANY', kind: 'CUSTOM' }),
  // Counts a product, and leaves room for all that is done.
  quota: () => ({ most: 1_000_000 }),
  price_list_customer: () => ({ for_reseller_id: null, tenant_group_id: null }),
  tariff: () => ({ kind: 'RETAIL', currency: 'GBP' }),
  tariff_band: () => ({ times: '[{"fromMinute":0,"untilMinute":10080}]' }),
  tariff_customer: () => ({ for_reseller_id: null }),
  tariff_prefix: () => ({ prefix: '44' }),
  // One of either.
  membership_reach: () => ({ tenant_group_id: null }),
  // It opens nothing, so nothing is to be sealed under it.
  tenant_key: () => ({ retired_at: '2026-10-01T00:00:00Z' }),
  // A customer, so no product.
  supplier_match: () => ({ kind: 'CUSTOMER', product_id: null }),
  notice_recipient: async (tenant, sql) => ({
    level: 'END_USER',
    membership_id: tenant.people.endUser.membershipId,
    notice_id: (
      await sql<{ id: string }>(
        'select id from notice where id not in (select notice_id from notice_recipient) limit 1',
      )
    )[0]?.id,
  }),
};

const dateLike: Record<string, (later: boolean) => unknown> = {
  'timestamp with time zone': (later) => (later ? '2026-12-01T00:00:00Z' : '2026-10-01T00:00:00Z'),
  date: (later) => (later ? '2026-12-01' : '2026-10-01'),
};
const LATER = /^(to|ends_.*|.*_end|expires_at|due_on)$/;

/**
 * Makes at least one row per tenant in every table, from what the catalogue says of its columns: a table that is added
 * later is filled too.
 */
export async function fillEveryTable({ sql }: World, tenants: readonly Tenant[]): Promise<void> {
  for (const table of await inOrderOfReference({ sql } as World)) {
    for (const tenant of tenants) {
      if (await hasRow(sql, table, tenant)) continue;
      const row = await makeRow(sql, table, tenant);
      const names = Object.keys(row);
      await sql(
        `insert into ${table.table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
        Object.values(row),
      );
    }
  }
}

type Sql = World['sql'];

async function hasRow(sql: Sql, { table, options }: TableDefinition, tenant: Tenant): Promise<boolean> {
  const { tenant: columns } = options;
  // One notice each, so that each can have recipients of its own.
  if (columns === 'none') return table !== 'notice' && (await sql(`select from ${table} limit 1`)).length > 0;
  const conditions = [`${columns.reseller} = $1`];
  const values = [tenant.reseller];
  if (columns.company) conditions.push(`${columns.company} = $${values.push(tenant.company)}`);
  if (columns.endUser) conditions.push(`${columns.endUser} = $${values.push(tenant.endUser)}`);
  return (await sql(`select from ${table} where ${conditions.join(' and ')} limit 1`, values)).length > 0;
}

async function makeRow(
  sql: Sql,
  definition: TableDefinition,
  tenant: Tenant,
): Promise<Record<string, unknown>> {
  const { table, options } = definition;
  const columns = await columnsOf(sql, table);
  const row: Record<string, unknown> = {};
  for (const { name, type, nullable, filled, choice } of columns) {
    if (filled || nullable) continue;
    row[name] = definition.sealed.includes(propertyOf(name))
      ? sealedText()
      : (choice ?? valueFor(type, name));
  }
  for (const { columns: from, target, targets } of await referencesOf(sql, table)) {
    const found = await referred(sql, target, targets, tenant);
    if (found) for (const [i, column] of from.entries()) row[column] = found[targets[i] as string];
  }
  if (options.tenant !== 'none') {
    row[options.tenant.reseller] = tenant.reseller;
    if (options.tenant.company) row[options.tenant.company] = tenant.company;
    if (options.tenant.endUser) row[options.tenant.endUser] = tenant.endUser;
  }
  return { ...row, ...(await SPECIAL[table]?.(tenant, sql)) };
}

function valueFor(type: string, name: string): unknown {
  const moment = dateLike[type];
  if (moment) return moment(LATER.test(name));
  if (type === 'uuid') return newId();
  if (type === 'boolean') return false;
  if (type === 'jsonb') return '{}';
  if (type.endsWith('[]')) return '{}';
  if (/int|numeric|double/.test(type)) return 1;
  return `x${newId()}`;
}

/** A row of the referred table that is the tenant's own, or anyone's where the table has no tenant. */
async function referred(
  sql: Sql,
  target: string,
  targets: readonly string[],
  tenant: Tenant,
): Promise<Record<string, unknown> | undefined> {
  const definition = allTables().find(({ table }) => table === target);
  const columns = definition?.options.tenant;
  const select = `select ${targets.map((name) => `"${name}"`).join(', ')} from ${target}`;
  if (!columns || columns === 'none')
    return (await sql<Record<string, unknown>>(`${select} order by 1 desc limit 1`))[0];
  const values = [tenant.reseller];
  let where = `${columns.reseller} = $1`;
  if (columns.company) where += ` and ${columns.company} = $${values.push(tenant.company)}`;
  if (columns.endUser)
    where += ` and (${columns.endUser} = $${values.push(tenant.endUser)} or ${columns.endUser} is null)`;
  return (await sql<Record<string, unknown>>(`${select} where ${where} limit 1`, values))[0];
}

const columnsOf = (sql: Sql, table: string): Promise<Column[]> =>
  sql<Column>(
    `select a.attname as name, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as nullable,
       a.attgenerated <> '' or (a.atthasdef and a.attname <> 'id') as filled,
       (select (regexp_match(pg_get_constraintdef(c.oid), '''([A-Z_]+)''::text'))[1] from pg_constraint c
         where c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] limit 1) as choice
     from pg_attribute a where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped`,
    [table],
  );

const referencesOf = (sql: Sql, table: string): Promise<Reference[]> =>
  sql<Reference>(
    `select c.confrelid::regclass::text as target,
       array(select attname::text from unnest(c.conkey) with ordinality k (num, i) join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.num order by i) as columns,
       array(select attname::text from unnest(c.confkey) with ordinality k (num, i) join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.num order by i) as targets
     from pg_constraint c where c.conrelid = to_regclass($1) and c.contype = 'f' order by array_length(c.conkey, 1)`,
    [table],
  );

/** Every table after those it refers to. */
async function inOrderOfReference({ sql }: World): Promise<TableDefinition[]> {
  const left = new Map(allTables().map((definition) => [definition.table, definition]));
  const ordered: TableDefinition[] = [];
  while (left.size) {
    let placed = false;
    for (const [name, definition] of left) {
      const targets = (await referencesOf(sql, name)).map(({ target }) => target);
      if (targets.some((target) => target !== name && left.has(target))) continue;
      ordered.push(definition);
      left.delete(name);
      placed = true;
    }
    if (!placed)
      throw new Error(`These tables refer to one another in a circle: ${[...left.keys()].join(', ')}.`);
  }
  return ordered;
}
