import { newId } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import type { ConnectorKind, ProductCategory, ProductUnit } from './product.entity.ts';

interface DemoProduct {
  code: string;
  name: string;
  description: string;
  category: ProductCategory;
  unit: ProductUnit;
  connector: ConnectorKind;
  /** Pence a month. */
  wholesaleMinor: number;
  retailMinor: number;
  needsAddress: boolean;
  kind: string | null;
}

const product = (
  code: string,
  name: string,
  category: ProductCategory,
  unit: ProductUnit,
  connector: ConnectorKind,
  wholesaleMinor: number,
  retailMinor: number,
  description: string,
  { needsAddress = false, kind = null }: { needsAddress?: boolean; kind?: string | null } = {},
): DemoProduct => ({
  code,
  name,
  category,
  unit,
  connector,
  wholesaleMinor,
  retailMinor,
  description,
  needsAddress,
  kind,
});

const MAILBOX = { needsAddress: true, kind: 'Mailbox' };

/** What the operator of the demonstration sells; prices in pence a month. [C1] */
const PRODUCTS: readonly DemoProduct[] = [
  product(
    'MBX-50',
    'Mailbox 50 GB',
    'EMAIL',
    'PER_USER',
    'WEBHOOK',
    240,
    395,
    'Exchange mailbox with calendar, contacts and mobile synchronisation.',
    MAILBOX,
  ),
  product(
    'MBX-100',
    'Mailbox 100 GB',
    'EMAIL',
    'PER_USER',
    'WEBHOOK',
    420,
    650,
    'Exchange mailbox with 100 GB, shared calendars and an online archive.',
    MAILBOX,
  ),
  product(
    'MBX-SHARED',
    'Shared mailbox',
    'EMAIL',
    'PER_COMPANY',
    'WEBHOOK',
    120,
    210,
    'A mailbox that several people read, such as info@ or sales@.',
  ),
  product(
    'ARC-10',
    'E-mail archive, 10 years',
    'ARCHIVE',
    'PER_USER',
    'MANUAL',
    95,
    175,
    'Journaled, searchable archive with legal hold.',
    { needsAddress: true },
  ),
  product(
    'SEC-MAIL',
    'Anti-virus and anti-spam',
    'SECURITY',
    'PER_USER',
    'WEBHOOK',
    60,
    115,
    'Inbound and outbound filtering with a quarantine each user can see.',
    { needsAddress: true },
  ),
  product(
    'SEC-EDR',
    'Endpoint protection',
    'SECURITY',
    'PER_USER',
    'WEBHOOK',
    210,
    360,
    'Managed detection and response for laptops and desktops.',
  ),
  product(
    'CRM-STD',
    'CRM seat',
    'CRM',
    'PER_USER',
    'WEBHOOK',
    1450,
    2100,
    'Hosted CRM with sales and service modules.',
  ),
  product(
    'MOB-PLAN',
    'Managed mobile',
    'MOBILE',
    'PER_USER',
    'MANUAL',
    1180,
    1650,
    'SIM, device supply and mobile device management.',
  ),
  product(
    'TEL-EXT',
    'Telephone extension',
    'TELEPHONY',
    'PER_USER',
    'MANUAL',
    520,
    895,
    'Cloud PBX extension with a UK number and voicemail to e-mail.',
  ),
  product(
    'TEL-LINE',
    'Broadband line',
    'TELEPHONY',
    'PER_COMPANY',
    'MANUAL',
    2890,
    3995,
    'Fibre broadband with a fixed IP address.',
  ),
  product(
    'HOST-APP',
    'Application hosting',
    'HOSTING',
    'PER_COMPANY',
    'MANUAL',
    8500,
    12500,
    'A managed virtual server for business applications, patched and backed up.',
  ),
  product(
    'HOST-DB',
    'Database management',
    'HOSTING',
    'PER_COMPANY',
    'MANUAL',
    14500,
    19900,
    'SQL database with backups, tuning and 24-hour monitoring.',
  ),
  product(
    'LIC-OFFICE',
    'Office licence',
    'LICENCE',
    'PER_USER',
    'WEBHOOK',
    760,
    990,
    'Desktop and web applications on up to five devices.',
  ),
];

export const demo: DemoPart = {
  async founding({ inScope }) {
    const products = PRODUCTS.map((one) => ({ id: newId(), ...one }));
    await inScope((scope) =>
      scope.sql(
        `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, currency, active, created_at,
           needs_address, kind)
         select p.id, p.code, p.name, p.description, p.category, p.unit, p.connector, p."wholesaleMinor", p."retailMinor", 'GBP', true, $2,
             p."needsAddress", p.kind
           from jsonb_to_recordset($1) as p(id uuid, code text, name text, description text, category text, unit text, connector text,
             "wholesaleMinor" int, "retailMinor" int, "needsAddress" boolean, kind text)`,
        [JSON.stringify(products), scope.now],
      ),
    );
  },
};
