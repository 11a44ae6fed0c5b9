import { newId } from '@steward/shared';
import pg from 'pg';
import { hashPassword } from '../../features/people/identity/index.ts';
import type { TestApp } from './test-app.ts';

/** Someone who can sign in, with a token for the API. */
export interface Someone {
  email: string;
  token: string;
  personId: string;
  membershipId: string;
}

export interface World {
  platform: { id: string; staff: Someone };
  northwind: { id: string; admin: Someone };
  contoso: { id: string; admin: Someone };
  /** Company of Northwind. */
  globex: TestCompany;
  /** Company of Contoso. */
  initech: TestCompany;
  /** Direct customer of the platform. */
  acme: TestCompany;
  /** Webhook-provisioned, per user: wholesale £3.00, retail £4.50 a month. */
  mailbox: string;
  /** A manual task, per user: wholesale £1.00, retail £2.00 a month. */
  archive: string;
  /** A manual task, per company: wholesale £10.00, retail £15.00 a month. */
  hosting: string;
  /** Runs SQL as the superuser: for rows that no verb makes. */
  sql<Row extends object>(text: string, parameters?: unknown[]): Promise<Row[]>;
  /** Signs in again, for instance after the clock has moved. */
  signIn(email: string): Promise<string>;
}

export interface TestCompany {
  id: string;
  resellerId: string;
  domainId: string;
  admin: Someone;
  /** An end user with the address user@<company>.example who can sign in. */
  user: Someone & { endUserId: string };
}

export const PASSWORD = 'correct-horse-battery';
const ADDRESS = {
  line1: '1 High Street',
  line2: null,
  city: 'Leeds',
  county: null,
  postcode: 'LS1 1AA',
  country: 'GB',
};
const BANK = { accountName: 'Account', sortCode: '20-00-00', accountNumber: '12345678' };

/** Fills a test's own database with two resellers, three companies and one person at each level, all signed in. */
export async function createWorld(test: TestApp): Promise<World> {
  const client = new pg.Pool({
    connectionString: test.database.superuserUrl,
    options: '-c search_path=steward',
    max: 1,
  });
  // The database is dropped with this connection open.
  client.on('error', () => {});
  const sql = async <Row extends object>(text: string, parameters: unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(text, parameters)).rows;
  const now = test.clock.now();
  const passwordHash = await hashPassword(PASSWORD);

  const signIn = async (email: string): Promise<string> => {
    const answer = await test.ask<{ signIn: { accessToken: string } }>(
      'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { accessToken } }',
      { email, password: PASSWORD },
    );
    if (!answer.data) throw new Error(JSON.stringify(answer.errors));
    return answer.data.signIn.accessToken;
  };

  const someone = async (
    level: string,
    email: string,
    tenancy: { resellerId: string; companyId?: string; endUserId?: string },
  ): Promise<Someone> => {
    const personId = newId();
    const membershipId = newId();
    await sql('insert into person (id, email, password_hash, created_at) values ($1, $2, $3, $4)', [
      personId,
      email,
      passwordHash,
      now,
    ]);
    await sql(
      `insert into membership (id, person_id, level, reseller_id, company_id, end_user_id, first_name, last_name, email, status, created_at)
       values ($1, $2, $3, $4, $5, $6, 'Ada', $7, $8, 'ACTIVE', $9)`,
      [
        membershipId,
        personId,
        level,
        tenancy.resellerId,
        tenancy.companyId ?? null,
        tenancy.endUserId ?? null,
        email.split('@')[1],
        email,
        now,
      ],
    );
    return { email, personId, membershipId, token: await signIn(email) };
  };

  const reseller = async (name: string, prefix: string, isPlatform = false): Promise<string> => {
    const id = newId();
    await sql(
      `insert into reseller (id, name, is_platform, address, vat_number, bank, invoice_prefix, accent_colour, status, created_at)
       values ($1, $2, $3, $4, 'GB123456788', $5, $6, '#1c7ed6', 'ACTIVE', $7)`,
      [id, name, isPlatform, ADDRESS, BANK, prefix, now],
    );
    await sql('insert into invoice_series (id, reseller_id, next) values ($1, $2, 1)', [newId(), id]);
    return id;
  };

  const company = async (resellerId: string, name: string): Promise<TestCompany> => {
    const companyId = newId();
    const domain = `${name.toLowerCase()}.example`;
    const [domainId, endUserId] = [newId(), newId()];
    await sql(
      `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, agreement_accepted_at, created_at)
       values ($1, $2, $3, $4, $5, 'ACTIVE', '2026-01', $6, $6)`,
      [companyId, resellerId, `${name} Ltd`, name.toUpperCase(), ADDRESS, now],
    );
    await sql(
      "insert into domain (id, reseller_id, company_id, name, state, proved_at, created_at) values ($1, $2, $3, $4, 'PROVED', $5, $5)",
      [domainId, resellerId, companyId, domain, now],
    );
    await sql(
      `insert into end_user (id, reseller_id, company_id, first_name, last_name, email, status, created_at)
       values ($1, $2, $3, 'Uma', $4, $5, 'ACTIVE', $6)`,
      [endUserId, resellerId, companyId, name, `user@${domain}`, now],
    );
    await sql(
      `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
       values ($1, $2, $3, $4, $5, $6, true, $7)`,
      [newId(), resellerId, companyId, endUserId, domainId, `user@${domain}`, now],
    );
    const admin = await someone('COMPANY', `admin@${domain}`, { resellerId, companyId });
    const user = await someone('END_USER', `user@${domain}`, { resellerId, companyId, endUserId });
    return { id: companyId, resellerId, domainId, admin, user: { ...user, endUserId } };
  };

  const product = async (
    code: string,
    unit: string,
    connector: string,
    wholesale: number,
    retail: number,
  ): Promise<string> => {
    const id = newId();
    await sql(
      `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
       values ($1, $2, $3, 'A service.', 'EMAIL', $4, $5, $6, $7, $8)`,
      [id, code, code.toLowerCase(), unit, connector, wholesale, retail, now],
    );
    return id;
  };

  await sql(
    `insert into agreement (id, version, title, text, published_on) values ($1, '2026-01', 'Data processing agreement', 'Terms.', '2026-01-01')`,
    [newId()],
  );
  const platformId = await reseller('Xe2', 'XE2', true);
  const northwindId = await reseller('Northwind IT', 'NW');
  const contosoId = await reseller('Contoso Cloud', 'CC');
  return {
    sql,
    signIn,
    mailbox: await product('MAILBOX', 'PER_USER', 'WEBHOOK', 300, 450),
    archive: await product('ARCHIVE', 'PER_USER', 'MANUAL', 100, 200),
    hosting: await product('HOSTING', 'PER_COMPANY', 'MANUAL', 1_000, 1_500),
    platform: {
      id: platformId,
      staff: await someone('PLATFORM', 'staff@xe2.example', { resellerId: platformId }),
    },
    northwind: {
      id: northwindId,
      admin: await someone('RESELLER', 'admin@northwind.example', { resellerId: northwindId }),
    },
    contoso: {
      id: contosoId,
      admin: await someone('RESELLER', 'admin@contoso.example', { resellerId: contosoId }),
    },
    globex: await company(northwindId, 'Globex'),
    initech: await company(contosoId, 'Initech'),
    acme: await company(platformId, 'Acme'),
  };
}
