import { type CommitmentTerms, newId, type ParameterValues, type ProductParameter } from '@steward/shared';
import type { DemoPart } from '../../../kernel/feature.ts';
import type { ProductMeter } from './meter.ts';
import type { ConnectorKind, ProductCategory, ProductUnit, SupplyKind } from './product.entity.ts';

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
  supplyKind: SupplyKind;
  needsAddress: boolean;
  kind: string | null;
  parameters: readonly ProductParameter[];
  needs: readonly string[];
  excludes: readonly string[];
  commitment: CommitmentTerms | null;
  /** What is used is charged as the product of this code. */
  meter: (Omit<ProductMeter, 'productId'> & { code: string }) | null;
  /** Of a bundle: codes of products, and how many of each. */
  parts: readonly (readonly [code: string, quantity: number, parameters?: ParameterValues])[];
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
  {
    supplyKind = 'STANDARD',
    needsAddress = false,
    kind = null,
    parameters = [],
    needs = [],
    excludes = [],
    commitment = null,
    meter = null,
    parts = [],
  }: Partial<
    Pick<
      DemoProduct,
      | 'supplyKind'
      | 'needsAddress'
      | 'kind'
      | 'parameters'
      | 'needs'
      | 'excludes'
      | 'commitment'
      | 'meter'
      | 'parts'
    >
  > = {},
): DemoProduct => ({
  code,
  name,
  category,
  unit,
  connector,
  wholesaleMinor,
  retailMinor,
  description,
  supplyKind,
  needsAddress,
  kind,
  parameters,
  needs,
  excludes,
  commitment,
  meter,
  parts,
});

/** Lines and systems that are installed: a minimum term, then by the month with a month's notice. */
const installed = (months: number): CommitmentTerms => ({
  months,
  noticeDays: 30,
  noticeToMonthEnd: false,
  follows: 'MONTHLY',
  renewalMonths: 0,
  renewalPrice: 'KEPT',
  windowDays: 14,
  remindDays: 30,
});
/** Licences by the year, at the price of the list when they renew. */
const ANNUAL: CommitmentTerms = {
  ...installed(12),
  follows: 'RENEWS',
  renewalMonths: 12,
  renewalPrice: 'LIST',
  windowDays: 7,
};

const MAILBOX = { needsAddress: true, kind: 'Mailbox' };

const asked = (name: string, label: string, given: Partial<ProductParameter>): ProductParameter => ({
  name,
  label,
  help: null,
  kind: 'TEXT',
  required: false,
  changeable: true,
  unit: null,
  least: null,
  most: null,
  choices: [],
  pattern: null,
  example: null,
  standard: null,
  ...given,
});
const figure = (
  name: string,
  label: string,
  unit: string,
  [least, standard, most]: readonly [number, number, number],
  given: Partial<ProductParameter> = {},
): ProductParameter =>
  asked(name, label, { kind: 'NUMBER', unit, least, most, standard: `${standard}`, ...given });
/** The first of the choices is what it is where nothing is said. */
const choice = (
  name: string,
  label: string,
  choices: readonly string[],
  given: Partial<ProductParameter> = {},
): ProductParameter =>
  asked(name, label, { kind: 'CHOICE', choices, standard: choices[0] ?? null, required: true, ...given });
const flag = (name: string, label: string, standard: boolean, help: string | null = null): ProductParameter =>
  asked(name, label, { kind: 'FLAG', standard: `${standard}`, help });

const mailbox = (most: number): readonly ProductParameter[] => [
  figure('quotaGb', 'Quota', 'GB', [5, most, most]),
  figure('retentionDays', 'Deleted items are kept', 'days', [0, 30, 365]),
  choice('protocols', 'Protocols', ['Outlook, mobile and web', 'Web only', 'All, with IMAP']),
  flag('litigationHold', 'Litigation hold', false, 'Nothing can be deleted for good while it is on.'),
];
const SITE = asked('site', 'Site', {
  help: 'Where it is installed, as the company calls it.',
  example: 'Warehouse, Hull',
});

/** What the operator of the demonstration sells; prices in pence a month. [C1] */
export const PRODUCTS: readonly DemoProduct[] = [
  product(
    'MBX-50',
    'Mailbox 50 GB',
    'EMAIL',
    'PER_USER',
    'WEBHOOK',
    240,
    395,
    'Exchange mailbox with calendar, contacts and mobile synchronisation.',
    { ...MAILBOX, parameters: mailbox(50) },
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
    { ...MAILBOX, parameters: mailbox(100) },
  ),
  product(
    'MBX-KIOSK',
    'Mailbox for shop floor',
    'EMAIL',
    'PER_USER',
    'WEBHOOK',
    95,
    175,
    'A small mailbox for the web and one mobile device.',
    { ...MAILBOX, parameters: [figure('quotaGb', 'Quota', 'GB', [1, 2, 5])] },
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
    { parameters: [figure('quotaGb', 'Quota', 'GB', [5, 50, 100])] },
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
    {
      needsAddress: true,
      needs: ['Mailbox'],
      parameters: [figure('years', 'Kept for', 'years', [1, 10, 10]), flag('legalHold', 'Legal hold', false)],
    },
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
    {
      needsAddress: true,
      needs: ['Mailbox'],
      parameters: [choice('strictness', 'Filter', ['Balanced', 'Strict', 'Lenient'])],
    },
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
    { parameters: [figure('devices', 'Devices', '', [1, 2, 5], { unit: null })] },
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
    { parameters: [choice('module', 'Modules', ['Sales and service', 'Sales', 'Service'])] },
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
    {
      excludes: ['MOB-MDM'],
      parameters: [figure('dataGb', 'Data', 'GB', [5, 20, 200]), flag('roaming', 'Roaming', false)],
    },
  ),
  product(
    'MOB-MDM',
    'Mobile device management',
    'MOBILE',
    'PER_USER',
    'WEBHOOK',
    180,
    320,
    'Enrolment, encryption and remote wipe for a device somebody has already.',
    { parameters: [choice('ownership', 'Device belongs to', ['The company', 'The person'])] },
  ),
  product(
    'MOB-DEVICE',
    'Mobile device supply',
    'MOBILE',
    'PER_USER',
    'MANUAL',
    1450,
    1990,
    'A handset, leased and replaced when it breaks.',
    {
      parameters: [choice('model', 'Model', ['iPhone 17', 'Galaxy S26', 'Pixel 11'], { changeable: false })],
    },
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
    {
      parameters: [
        flag('recording', 'Calls are recorded', false),
        choice('handset', 'Handset', ['Desk telephone', 'Headset', 'None']),
      ],
      commitment: installed(12),
    },
  ),
  product(
    'TEL-NUM',
    'Telephone number',
    'TELEPHONY',
    'PER_COMPANY',
    'MANUAL',
    60,
    120,
    'A geographic or non-geographic UK number, new or ported.',
    {
      parameters: [
        choice('area', 'Area', ['London 020', 'Hull 01482', 'Leeds 0113', 'Non-geographic 0330'], {
          changeable: false,
        }),
        flag('ported', 'Ported from another provider', false),
      ],
    },
  ),
  product(
    'TEL-CALLS',
    'Call minutes',
    'TELEPHONY',
    'METERED',
    'MANUAL',
    150,
    250,
    'UK and international calls, billed by the minute beside a small monthly price.',
    {
      supplyKind: 'TELECOMS',
      needs: ['TEL-EXT'],
      parameters: [
        flag('international', 'International calls', false),
        figure('ceilingPounds', 'Monthly ceiling', 'pounds', [10, 200, 5000]),
      ],
    },
  ),
  product(
    'TEL-LINE',
    'Broadband line',
    'CONNECTIVITY',
    'PER_COMPANY',
    'MANUAL',
    2890,
    3995,
    'Fibre broadband with a fixed IP address.',
    {
      parameters: [
        choice('speed', 'Speed', ['80 Mbit/s', '150 Mbit/s', '500 Mbit/s', '1 Gbit/s']),
        figure('addresses', 'Fixed addresses', '', [1, 1, 32], { unit: null }),
        SITE,
      ],
      commitment: installed(24),
    },
  ),
  product(
    'NET-AP',
    'Wireless access point',
    'CONNECTIVITY',
    'PER_COMPANY',
    'MANUAL',
    690,
    1150,
    'A managed access point, installed and watched.',
    {
      parameters: [
        asked('network', 'Network name', { standard: 'Office', example: 'Office' }),
        flag('guests', 'Guest network', true),
        SITE,
      ],
    },
  ),
  product(
    'CCTV-CAM',
    'CCTV camera',
    'PREMISES',
    'PER_COMPANY',
    'MANUAL',
    980,
    1590,
    'A camera with recording kept off site.',
    {
      parameters: [
        figure('recordingDays', 'Recordings are kept', 'days', [7, 31, 90]),
        flag('sound', 'Records sound', false),
        SITE,
      ],
      commitment: installed(36),
    },
  ),
  product(
    'ALARM-SYS',
    'Alarm system',
    'PREMISES',
    'PER_COMPANY',
    'MANUAL',
    1890,
    2790,
    'An intruder alarm, maintained, with a response centre.',
    {
      parameters: [
        choice('response', 'Who is called', ['Key holders', 'Response centre', 'Response centre and police']),
        SITE,
      ],
      commitment: installed(36),
    },
  ),
  product(
    'DEX-ACC',
    'Data-exchange account',
    'DATA_EXCHANGE',
    'PER_USER',
    'WEBHOOK',
    390,
    650,
    'Secure, audited transfer of files with partners.',
    {
      needsAddress: true,
      parameters: [
        figure('spaceGb', 'Space', 'GB', [10, 50, 500]),
        figure('keptDays', 'Files are kept', 'days', [7, 30, 90]),
      ],
    },
  ),
  product(
    'DEX-TRAFFIC',
    'Data-exchange traffic',
    'DATA_EXCHANGE',
    'METERED',
    'MANUAL',
    0,
    0,
    'What is transferred, billed by the gigabyte.',
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
    {
      parameters: [
        figure('processors', 'Processors', '', [2, 4, 32], { unit: null }),
        figure('memoryGb', 'Memory', 'GB', [4, 16, 256]),
        choice('region', 'Region', ['London', 'Cardiff', 'Dublin'], { changeable: false }),
      ],
    },
  ),
  product(
    'HOST-WEB',
    'Web hosting',
    'HOSTING',
    'PER_COMPANY',
    'WEBHOOK',
    350,
    790,
    'A website with certificates, backups and a staging copy.',
    {
      parameters: [
        figure('spaceGb', 'Space', 'GB', [5, 20, 200]),
        choice('php', 'PHP', ['8.5', '8.4', '8.3']),
      ],
    },
  ),
  product(
    'HOST-HAPP',
    'Hosted application',
    'HOSTING',
    'PER_USER',
    'MANUAL',
    2450,
    3400,
    'A business application on a published desktop, for one person.',
    {
      parameters: [
        choice('application', 'Application', ['Sage 50', 'AutoCAD LT', 'Access payroll'], {
          changeable: false,
        }),
      ],
    },
  ),
  product(
    'AZ-MANAGE',
    'Azure management',
    'HOSTING',
    'METERED',
    'MANUAL',
    7500,
    11000,
    'Subscriptions looked after, with a monthly review; what is used is billed at cost.',
    { parameters: [figure('budgetPounds', 'Monthly budget', 'pounds', [50, 500, 50000])] },
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
    {
      parameters: [
        choice('engine', 'Engine', ['SQL Server', 'PostgreSQL', 'MySQL'], { changeable: false }),
        figure('backupDays', 'Backups are kept', 'days', [7, 35, 365]),
      ],
    },
  ),
  product(
    'BKP-STORE',
    'Backup storage',
    'HOSTING',
    'METERED',
    'MANUAL',
    900,
    1500,
    'Servers and computers, backed up off site every night: 100 GB are included.',
    {
      meter: { unit: 'GB', aggregation: 'MAXIMUM', pricing: 'TIERED', included: 100, code: 'BKP-GB' },
      parameters: [figure('keptDays', 'Copies are kept', 'days', [7, 30, 365])],
    },
  ),
  product(
    'BKP-GB',
    'Gigabyte of backup',
    'HOSTING',
    'PER_USE',
    'MANUAL',
    7,
    12,
    'A gigabyte kept for a month.',
  ),
  product(
    'CON-HELP',
    'Consulting',
    'HOSTING',
    'METERED',
    'MANUAL',
    0,
    0,
    'An engineer when one is needed, by the hour.',
    { meter: { unit: 'hours', aggregation: 'SUM', pricing: 'UNIT', included: 0, code: 'CON-HOUR' } },
  ),
  product(
    'CON-HOUR',
    'Hour of consulting',
    'HOSTING',
    'PER_USE',
    'MANUAL',
    6500,
    9500,
    'An hour of an engineer.',
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
    { commitment: ANNUAL },
  ),
  product(
    'LIC-CAD',
    'CAD licence',
    'LICENCE',
    'PER_COMPANY',
    'MANUAL',
    3150,
    4250,
    'Seats of a network licence, renewed by the year.',
    { commitment: ANNUAL },
  ),
  product(
    'SUITE-MODERN',
    'Modern workplace',
    'EMAIL',
    'PER_USER',
    'MANUAL',
    360,
    595,
    'All that somebody needs for e-mail, at one price.',
    {
      parts: [
        ['MBX-50', 1],
        ['ARC-10', 1],
        ['SEC-MAIL', 1, { strictness: 'Strict' }],
      ],
    },
  ),
  product(
    'NET-SITE',
    'Connected site',
    'CONNECTIVITY',
    'PER_COMPANY',
    'MANUAL',
    3990,
    5750,
    'A branch on line: broadband and wireless, installed together.',
    {
      parts: [
        ['TEL-LINE', 1, { speed: '500 Mbit/s' }],
        ['NET-AP', 2],
      ],
      commitment: installed(24),
    },
  ),
];

/** What people can do without for a while: no mailbox, no line, no number. */
const SUSPENDABLE = new Set([
  'CRM-STD',
  'DEX-ACC',
  'HOST-HAPP',
  'HOST-WEB',
  'LIC-CAD',
  'LIC-OFFICE',
  'SEC-EDR',
]);

export const demo: DemoPart = {
  async founding({ inScope }) {
    const ids = new Map(PRODUCTS.map(({ code }) => [code, newId()]));
    const products = PRODUCTS.map((one) => ({
      id: ids.get(one.code),
      ...one,
      suspendable: SUSPENDABLE.has(one.code),
      barsCalls: one.code === 'TEL-CALLS',
      active: one.unit !== 'PER_USE',
      meter: one.meter && { ...one.meter, productId: ids.get(one.meter.code) },
      parts: one.parts.map(([code, quantity, parameters = {}]) => ({
        productId: ids.get(code),
        quantity,
        parameters,
      })),
    }));
    await inScope((scope) =>
      scope.sql(
        `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, currency, active, created_at,
           supply_kind, needs_address, kind, parameters, needs, excludes, commitment, parts, suspendable, meter, bars_calls)
         select p.id, p.code, p.name, p.description, p.category, p.unit, p.connector, p."wholesaleMinor", p."retailMinor", 'GBP', p.active, $2,
             p."supplyKind", p."needsAddress", p.kind, p.parameters, p.needs, p.excludes, p.commitment, p.parts, p.suspendable, p.meter - 'code', p."barsCalls"
           from jsonb_to_recordset($1) as p(id uuid, code text, name text, description text, category text, unit text, connector text,
             "wholesaleMinor" int, "retailMinor" int, "supplyKind" text, "needsAddress" boolean, kind text, parameters jsonb, needs text[], excludes text[], commitment jsonb, parts jsonb, suspendable boolean, active boolean, meter jsonb, "barsCalls" boolean)`,
        [JSON.stringify(products), scope.now],
      ),
    );
  },
};
