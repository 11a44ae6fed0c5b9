import { type Access, isHistory, type TableDefinition } from '../../src/kernel/table.ts';
import type { Tenant } from './rows.ts';

/** Roles that act for somebody; the gate only owns functions and the login cannot become it. */
export const ROLES = [
  'platform',
  'reseller',
  'company',
  'endUser',
  'worker',
  'anonymous',
] as const satisfies (keyof Access)[];
export type Role = (typeof ROLES)[number];
/** Tables that have no tenant: which rows a role may reach, as a condition for the superuser. Everything else: none. */
const WITHOUT_TENANT: Record<string, (role: Role, tenant: Tenant) => string> = {
  agreement: (role, { reseller }) =>
    ['reseller', 'company', 'endUser'].includes(role)
      ? `(reseller_id is null or reseller_id = '${reseller}')`
      : 'true',
  product: () => 'true',
  person: (role, tenant) => ownPerson('id', role, tenant),
  session: (role, tenant) => ownPerson('person_id', role, tenant),
  call_retention: () => 'false',
  connector: (role) => (role === 'worker' ? 'true' : 'false'),
  connector_pace: (role) => (role === 'worker' ? 'true' : 'false'),
  connector_watch: (role) => (role === 'worker' || role === 'platform' ? 'true' : 'false'),
  consent_purpose: (role, tenant) =>
    role === 'anonymous' ? 'false' : role === 'worker' ? 'true' : ofControllers(role, tenant),
  consent_text: (role, tenant) =>
    role === 'worker'
      ? 'true'
      : `purpose_id in (select id from consent_purpose where ${ofControllers(role, tenant)})`,
  drift_rule: (role) => (role === 'worker' ? 'true' : 'false'),
  factor: (role, tenant) => ownPerson('person_id', role, tenant),
  recovery_code: (role, tenant) => ownPerson('person_id', role, tenant),
  email_change: () => 'false',
  mail_allowance: () => 'false',
  membership_reach: () => 'false',
  passkey_challenge: () => 'false',
  password_reset: () => 'false',
  suppression_key: (role) => (['reseller', 'worker'].includes(role) ? 'true' : 'false'),
  task_template: () => 'false',
  temporary_password: () => 'false',
  tenant_group: () => 'false',
  tenant_group_member: () => 'false',
  reference_rate: (role) => (['reseller', 'worker'].includes(role) ? 'true' : 'false'),
  sign_in_policy: () => 'false',
  signing_key: () => 'false',
  sign_in_throttle: () => 'false',
  notice: (role, tenant) =>
    `id in (select notice_id from notice_recipient where ${own(role, tenant, { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' }, true)})`,
};
/** What the platform, one's reseller or one's company asks. */
const ofControllers = (role: Role, { reseller, company }: Tenant): string =>
  `(controller = 'PLATFORM' or reseller_id = '${reseller}'${role === 'reseller' ? '' : ` or company_id = '${company}'`})`;
export const personOf = (role: Role, { people }: Tenant) =>
  role === 'reseller' || role === 'company' || role === 'endUser' ? people[role] : undefined;

const ownPerson = (column: string, role: Role, tenant: Tenant): string => {
  const person = personOf(role, tenant);
  return person ? `${column} = '${person.personId}'` : 'false';
};

/** The rows that are a tenant's own as far as a role of it goes; written anew here, not taken from the policies. */
function own(
  role: Role,
  tenant: Tenant,
  columns: { reseller: string; company?: string; endUser?: string },
  history: boolean,
): string {
  // What happened to a company is its own under whichever reseller it did.
  const everywhere = history && (role === 'company' || role === 'endUser');
  const conditions = everywhere ? [] : [`${columns.reseller} = '${tenant.reseller}'`];
  if (columns.company && role !== 'reseller' && role !== 'worker')
    conditions.push(`${columns.company} = '${tenant.company}'`);
  if (columns.endUser && role === 'endUser') conditions.push(`${columns.endUser} = '${tenant.endUser}'`);
  return conditions.join(' and ');
}

/** Rows of no tenant in a table whose others have one: everyone reads them. */
const SHARED: Record<string, string> = { role: 'reseller_id is null' };
/** What the platform says to all for whom somebody acts; a worker minds its own tenant's. */
const SAID_TO_ALL: Record<string, string> = {
  processor_change: 'by_platform',
  sub_processor: 'by_platform',
};

/** What is only asked for is its issuer's own. */
const ofIssued = (issued: string): Partial<Record<Role, (tenant: Tenant) => string>> => ({
  reseller: ({ reseller }) => `(issuer_id = '${reseller}' or ${issued})`,
  company: () => issued,
});
const OF_ISSUED = `exists (select from credit_note n where n.id = credit_note_id and n.state = 'ISSUED')`;

/** What authorities asked: whoever was asked, the others once it is no secret, and the person once they may be told. */
const ofAsked = (mayKnow: (tenant: Tenant) => string): Partial<Record<Role, (tenant: Tenant) => string>> => {
  const open = `(not secret or secret_until <= '2026-10-01')`;
  return {
    reseller: () => `(keeper = 'RESELLER' or keeper = 'PLATFORM' and ${open})`,
    company: () => `(keeper = 'COMPANY' or ${open})`,
    endUser: mayKnow,
  };
};

/** Of tables whose rows are not all shown to the tenant that they are about: what else must hold. */
const NARROWER: Record<string, Partial<Record<Role, (tenant: Tenant) => string>>> = {
  authority_disclosure: ofAsked(
    ({ endUser }) =>
      `id in (select disclosure_id from authority_disclosure_person where end_user_id = '${endUser}' and opens_on <= '2026-10-01')`,
  ),
  authority_disclosure_person: ofAsked(() => `opens_on <= '2026-10-01'`),
  // What is said to others than oneself, one sees of oneself.
  consent_entry: {
    reseller: ({ people }) =>
      `(controller = 'RESELLER' or membership_id = '${people.reseller.membershipId}')`,
    company: ({ people }) => `(controller = 'COMPANY' or membership_id = '${people.company.membershipId}')`,
  },
  billed_subscription: { company: () => `kind = 'RETAIL'` },
  ledger_posting: {
    reseller: ({ reseller }) =>
      `(ledger_id = '${reseller}' or company_id is null and account in ('RECEIVABLE', 'CUSTOMER_CREDIT', 'SET_OFF'))`,
    company: () => `account in ('RECEIVABLE', 'CUSTOMER_CREDIT')`,
  },
  credit_note: ofIssued(`state = 'ISSUED'`),
  credit_note_line: ofIssued(OF_ISSUED),
  billing_terms: { reseller: ({ reseller }) => `issuer_id = '${reseller}'` },
  chasing_policy: { reseller: ({ reseller }) => `issuer_id = '${reseller}'` },
  customer_group_member: { reseller: ({ reseller }) => `issuer_id = '${reseller}'` },
  credit_use: ofIssued(`(overpayment_id is not null or ${OF_ISSUED})`),
};

/** The rows of a table that a role of this tenant may reach, as a condition for the superuser. */
export function reachable({ table, options }: TableDefinition, role: Role, tenant: Tenant): string {
  if (options.tenant !== 'none') {
    const narrower = NARROWER[table]?.[role]?.(tenant);
    const rows = [
      own(role, tenant, options.tenant, isHistory(options)),
      ...(narrower ? [narrower] : []),
    ].join(' and ');
    const shared = SHARED[table] ?? (role === 'worker' ? undefined : SAID_TO_ALL[table]);
    return shared ? `(${rows} or ${shared})` : rows;
  }
  const rule = WITHOUT_TENANT[table];
  if (!rule)
    throw new Error(
      `The table ${table} has no tenant: say in WITHOUT_TENANT which of its rows each role may reach.`,
    );
  return rule(role, tenant);
}
