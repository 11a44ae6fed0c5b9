import { type Level, newId } from '@steward/shared';
import { argon2id, hash } from 'argon2';
import type pg from 'pg';
import { Keyring, placeOf } from '../src/kernel/keyring.ts';
import { sealsOf } from '../src/kernel/keys.ts';
import type { WrappedKey } from '../src/kernel/wrapping.ts';

export interface Sizes {
  resellers: number;
  /** All of resellers' companies together. */
  companies: number;
  endUsers: number;
  /** Of the measured company; they are among `endUsers`. */
  endUsersOfCompany: number;
}

/** Who and what the benchmarks ask for. */
export interface Population {
  platformId: string;
  resellerId: string;
  /** The measured company. */
  companyId: string;
  endUserIds: readonly string[];
  /** One of each level, who sign in with `password`. */
  members: Record<Level, { email: string; membershipId: string }>;
  password: string;
}

const PASSWORD = 'correct-horse-battery';

/**
 * Fills a migrated database, whole tables by one statement each: end users of all companies mixed in the order of their
 * ids, three subscriptions for each, a sign-in per level. Foreign keys hold by construction and are not checked again.
 */
export async function fill(client: pg.ClientBase, sizes: Sizes, secret: string): Promise<Population> {
  await client.query('begin');
  await client.query('set local session_replication_role = replica');
  for (const statement of tenants(sizes)) await client.query(statement);
  const company = await one<{ id: string; reseller_id: string }>(
    client,
    'select id, reseller_id from company order by id limit 1',
  );
  for (const statement of people(sizes)) await client.query(statement);
  const endUsers = await client.query<{ id: string }>(
    // Those that may sign in first.
    'select id from end_user where company_id = $1 order by status, id',
    [company.id],
  );
  const endUserIds = endUsers.rows.map(({ id }) => id);
  await sealNumbers(client, company, endUserIds, new Keyring(sealsOf([secret])));
  const { id: platformId } = await one<{ id: string }>(client, 'select id from reseller where is_platform');
  const passwordHash = await hash(PASSWORD, {
    type: argon2id,
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
  });
  const signIn = async (level: Level, resellerId: string, companyId?: string, endUserId?: string) => {
    const email = `admin@${level.toLowerCase().replace('_', '-')}.example`;
    const [personId, membershipId] = [newId(), newId()];
    await client.query(
      `insert into person (id, email, password_hash, created_at) values ($1, $2, $3, '2026-01-01')`,
      [personId, email, passwordHash],
    );
    await client.query(
      `insert into membership (id, person_id, level, role_id, reseller_id, company_id, end_user_id, first_name, last_name, email, status, created_at)
       select $1, $2, $3, id, $4, $5, $6, 'Ada', 'Admin', $7, 'ACTIVE', '2026-01-01' from role where level = $3 and reseller_id is null and kind in ('OWNER', 'END_USER')`,
      [membershipId, personId, level, resellerId, companyId ?? null, endUserId ?? null, email],
    );
    return { email, membershipId };
  };
  const members = {
    PLATFORM: await signIn('PLATFORM', platformId),
    RESELLER: await signIn('RESELLER', company.reseller_id),
    COMPANY: await signIn('COMPANY', company.reseller_id, company.id),
    END_USER: await signIn('END_USER', company.reseller_id, company.id, endUserIds[0]),
  };
  await client.query('commit');
  await client.query('vacuum analyze');
  return {
    platformId,
    resellerId: company.reseller_id,
    companyId: company.id,
    endUserIds,
    members,
    password: PASSWORD,
  };
}

const ADDRESS = `'{"line1":"1 High Street","line2":null,"city":"Leeds","county":null,"postcode":"LS1 1AA","country":"GB"}'::jsonb`;

const tenants = ({ resellers, companies }: Sizes): string[] => [
  `insert into agreement (id, version, title, text, published_on)
   values (uuidv7(), '2026-01', 'Data processing agreement', 'Terms.', '2026-01-01')`,
  `insert into reseller (id, name, is_platform, address, invoice_prefix, status, created_at)
   select uuidv7(), case n when 0 then 'Platform' else 'Reseller ' || n end, n = 0, ${ADDRESS}, 'R' || n, 'ACTIVE', '2026-01-01'
     from generate_series(0, ${resellers}) n`,
  `insert into invoice_series (id, reseller_id) select uuidv7(), id from reseller`,
  `insert into company (id, reseller_id, name, customer_code, address, status, agreement_version, agreement_accepted_at, created_at)
   select uuidv7(), r.id, 'Company ' || n, 'C' || n, ${ADDRESS}, 'ACTIVE', '2026-01', '2026-01-02', '2026-01-02'
     from generate_series(1, ${companies}) n
     join (select id, row_number() over (order by id) - 1 as position from reseller where not is_platform) r on r.position = n % ${resellers}`,
  `insert into company_place (id, reseller_id, company_id, since) select uuidv7(), reseller_id, id, created_at from company`,
  `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
   select uuidv7(), 'P' || n, 'Product ' || n, 'A service that is sold per user.', 'EMAIL', 'PER_USER', 'MANUAL', 100 * n, 150 * n, '2026-01-01'
     from generate_series(1, 8) n`,
];

const FIRST_NAMES = `'{Amelia,Aoife,Arjun,Chloé,Daniel,Efua,Emily,Fatima,George,Grace,Hana,Harry,Imran,Isla,Jack,Jürgen,Leo,Mei,Mohammed,Niamh,Noah,Olivia,Oscar,Poppy,Priya,Rhys,Siân,Sofia,Tariq,Zoë}'::text[]`;
const LAST_NAMES = `'{Adeyemi,Ahmed,Bailey,Begum,Bennett,Brown,Campbell,Carter,Clarke,Cooper,Davies,Evans,Fernández,Foster,García,Green,Griffiths,Hall,Harris,Hughes,Jackson,Jones,Kaur,Kelly,Khan,Kowalska,Lewis,MacDonald,Murphy,Nguyen,O''Brien,Owen,Patel,Price,Roberts,Robinson,Singh,Smith,Taylor,Thomas,Turner,Walker,Ward,Williams,Wilson,Wood,Wright,Young}'::text[]`;

const pick = (list: string, seed: string): string =>
  `(${list})[1 + abs(hashint4(${seed})) % array_length(${list}, 1)]`;

const people = ({ endUsers, endUsersOfCompany }: Sizes): string[] => [
  `insert into end_user (id, reseller_id, company_id, first_name, last_name, email, job_title, status, created_at, user_number, user_id)
   select uuidv7(), c.reseller_id, c.id, ${pick(FIRST_NAMES, 'n')}, ${pick(LAST_NAMES, '-n')}, 'user' || n || '@company.example',
       'Clerk', case when n % 7 = 0 then 'SUSPENDED' else 'ACTIVE' end,
       timestamptz '2026-01-03' + n * interval '1 second', n + 1, 'P-' || n + 1
     from generate_series(0, ${endUsers - 1}) n
     join (select id, reseller_id, row_number() over (order by id) - 1 as position, count(*) over () as companies from company) c
       on c.position = case when n % ${Math.floor(endUsers / endUsersOfCompany)} = 0 then 0 else 1 + n % (c.companies - 1) end`,
  `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on, started_at,
       retail_minor, wholesale_minor, currency, created_at)
   select uuidv7(), u.reseller_id, u.company_id, u.id, p.id, 'S-' || u.number || '-' || p.position, 1, 'ACTIVE', '2026-02-01', '2026-02-01',
       150 * p.position, 100 * p.position, 'GBP', u.created_at + p.position * interval '1 day'
     from (select *, row_number() over (order by id) as number from end_user) u
     join (select id, row_number() over (order by id) as position from product) p on (u.number + p.position) % 8 < 3
     order by p.position, u.id`,
];

/** Gives the measured company's end users telephone numbers. */
async function sealNumbers(
  client: pg.ClientBase,
  company: { id: string; reseller_id: string },
  endUserIds: readonly string[],
  keyring: Keyring,
): Promise<void> {
  const [key] = (await keyring.make(1)) as [WrappedKey];
  await client.query(
    `insert into tenant_key (id, reseller_id, company_id, wrapped, created_at) values ($1, $2, $3, $4, '2026-01-01')`,
    [key.id, company.reseller_id, company.id, key.wrapped],
  );
  const mobiles = endUserIds.map((id, n) =>
    keyring.sealSought(key.id, `+4477009${String(n).padStart(5, '0')}`, placeOf('end_user', 'mobile', id)),
  );
  await client.query(
    'update end_user u set mobile = n.mobile from unnest($1::uuid[], $2::text[]) n (id, mobile) where u.id = n.id',
    [endUserIds, mobiles],
  );
}

async function one<Row extends object>(client: pg.ClientBase, text: string): Promise<Row> {
  const [row] = (await client.query<Row>(text)).rows;
  if (!row) throw new Error(`No row: ${text}`);
  return row;
}
