import { newId } from '@steward/shared';
import type pg from 'pg';
import { hashPassword } from '../../features/people/identity/index.ts';

/** Someone who can sign in. */
export interface BakedPerson {
  email: string;
  personId: string;
  membershipId: string;
}

export interface BakedCompany {
  id: string;
  resellerId: string;
  domainId: string;
  admin: BakedPerson;
  /** An end user with the address user@<company>.example. */
  user: BakedPerson & { endUserId: string };
}

/** Two resellers, three companies, one person at each level, three products: the ids of what stands in the template. */
export interface BakedWorld {
  platform: { id: string; staff: BakedPerson };
  northwind: { id: string; admin: BakedPerson };
  contoso: { id: string; admin: BakedPerson };
  globex: BakedCompany;
  initech: BakedCompany;
  acme: BakedCompany;
  mailbox: string;
  archive: string;
  hosting: string;
}

/** Everyone's. */
export const PASSWORD = 'correct-horse-battery';
/** When it was all made; a test whose clock begins at another time moves it there. */
export const BAKED_AT = '2026-10-01T09:00:00Z';

const ADDRESS = {
  line1: '1 High Street',
  line2: null,
  city: 'Leeds',
  county: null,
  postcode: 'LS1 1AA',
  country: 'GB',
};
const BANK = { accountName: 'Account', sortCode: '20-00-00', accountNumber: '12345678' };

/** Fills a migrated database, as its superuser. */
export async function bakeWorld(client: pg.ClientBase): Promise<BakedWorld> {
  const sql = (text: string, parameters: unknown[]) => client.query(text, parameters);
  const passwordHash = await hashPassword(PASSWORD);

  const someone = async (
    level: string,
    email: string,
    tenancy: { resellerId: string; companyId?: string; endUserId?: string },
  ): Promise<BakedPerson> => {
    const personId = newId();
    const membershipId = newId();
    await sql('insert into person (id, email, password_hash, created_at) values ($1, $2, $3, $4)', [
      personId,
      email,
      passwordHash,
      BAKED_AT,
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
        BAKED_AT,
      ],
    );
    return { email, personId, membershipId };
  };

  const reseller = async (name: string, prefix: string, isPlatform = false): Promise<string> => {
    const id = newId();
    await sql(
      `insert into reseller (id, name, is_platform, address, vat_number, bank, invoice_prefix, accent_colour, status, created_at)
       values ($1, $2, $3, $4, 'GB123456788', $5, $6, '#1c7ed6', 'ACTIVE', $7)`,
      [id, name, isPlatform, ADDRESS, BANK, prefix, BAKED_AT],
    );
    await sql('insert into invoice_series (id, reseller_id, next) values ($1, $2, 1)', [newId(), id]);
    return id;
  };

  const company = async (resellerId: string, name: string): Promise<BakedCompany> => {
    const companyId = newId();
    const domain = `${name.toLowerCase()}.example`;
    const [domainId, endUserId] = [newId(), newId()];
    await sql(
      `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, agreement_accepted_at, created_at)
       values ($1, $2, $3, $4, $5, 'ACTIVE', '2026-01', $6, $6)`,
      [companyId, resellerId, `${name} Ltd`, name.toUpperCase(), ADDRESS, BAKED_AT],
    );
    await sql(
      "insert into domain (id, reseller_id, company_id, name, state, proved_at, created_at) values ($1, $2, $3, $4, 'PROVED', $5, $5)",
      [domainId, resellerId, companyId, domain, BAKED_AT],
    );
    await sql(
      `insert into end_user (id, reseller_id, company_id, first_name, last_name, email, status, created_at)
       values ($1, $2, $3, 'Uma', $4, $5, 'ACTIVE', $6)`,
      [endUserId, resellerId, companyId, name, `user@${domain}`, BAKED_AT],
    );
    await sql(
      `insert into email_address (id, reseller_id, company_id, end_user_id, domain_id, address, "primary", created_at)
       values ($1, $2, $3, $4, $5, $6, true, $7)`,
      [newId(), resellerId, companyId, endUserId, domainId, `user@${domain}`, BAKED_AT],
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
      [id, code, code.toLowerCase(), unit, connector, wholesale, retail, BAKED_AT],
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

/** What carries the time at which it was made. */
const DATED: Record<string, string[]> = {
  person: ['created_at'],
  membership: ['created_at'],
  reseller: ['created_at'],
  company: ['created_at', 'agreement_accepted_at'],
  domain: ['created_at', 'proved_at'],
  end_user: ['created_at'],
  email_address: ['created_at'],
  product: ['created_at'],
};

/** Lets everything have been made at another time. */
export const moveWorldTo = (at: Date): string =>
  Object.entries(DATED)
    .map(([table, columns]) => {
      const moved = columns.map((column) => `${column} = '${at.toISOString()}'`);
      return `update ${table} set ${moved.join(', ')}`;
    })
    .join(';');
