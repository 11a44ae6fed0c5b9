import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { announceSubProcessor } from './announce-sub-processor.ts';
import { announceSubProcessorMove } from './announce-sub-processor-move.ts';
import { objectToProcessorChange } from './object-to-processor-change.ts';
import { recordSubProcessor } from './record-sub-processor.ts';
import { tellOfProcessorChange } from './tell-of-processor-change.ts';

const SLOUGH = 'Slough, United Kingdom';

/** Those whom the operator's own documents name, and what each has to do with. */
const REGISTER = [
  {
    name: 'Slough data centre',
    legalEntity: 'Fortress Data Centres (Slough) Limited',
    country: 'GB',
    places: [SLOUGH],
    does: 'Houses the servers on which the services run and provisioning data is kept; has no access to what is on them.',
    transfer: 'NONE',
    securityContact: 'security@fortress-slough.example',
    categories: [] as string[],
    since: '2016-04-01',
  },
  {
    name: 'Symantec Cloud',
    legalEntity: 'Symantec (UK) Limited',
    country: 'GB',
    places: [SLOUGH, 'Dublin, Ireland'],
    does: 'Scans mail for viruses and spam; logs sender, recipient, time, subject, names of attachments and the mail server’s address.',
    transfer: 'ADEQUACY',
    securityContact: 'security@symantec.example',
    categories: ['EMAIL', 'SECURITY'],
    since: '2017-09-01',
  },
  {
    name: 'Mimecast',
    legalEntity: 'Mimecast Services Limited',
    country: 'GB',
    places: ['Basingstoke, United Kingdom'],
    does: 'Archives mail, with its attachments, for as long as the customer says.',
    transfer: 'NONE',
    securityContact: 'security@mimecast.example',
    categories: ['ARCHIVE'],
    since: '2018-02-01',
  },
  {
    name: 'Microsoft',
    legalEntity: 'Microsoft Ireland Operations Limited',
    country: 'IE',
    places: ['London, United Kingdom', 'Dublin, Ireland'],
    does: 'Runs Exchange, Azure and licences of Microsoft 365: directory entries, mail and files of the people who have them.',
    transfer: 'ADEQUACY',
    securityContact: 'msrc@microsoft.example',
    categories: ['LICENCE', 'HOSTING'],
    since: '2018-05-25',
  },
] as const;

async function productsOf({ inScope }: Demonstration, categories: readonly string[]): Promise<string[]> {
  if (!categories.length) return [];
  const products = await inScope((scope) =>
    scope.sql<{ id: string }>('select id from product where category = any ($1) order by code', [categories]),
  );
  return products.map(({ id }) => id);
}

/** The operator's register, and Northwind's own help desk, which only its companies see. */
async function register(demonstration: Demonstration): Promise<void> {
  const [staff, northwind] = await Promise.all(
    ['staff@xe2.example', 'admin@northwind.example'].map((email) => actAs(demonstration, email)),
  );
  if (!staff || !northwind) return;
  for (const { categories, ...fields } of REGISTER)
    await perform(staff, recordSubProcessor, {
      ...fields,
      productIds: await productsOf(demonstration, categories),
    });
  await perform(northwind, recordSubProcessor, {
    name: 'Leeds Help Desk',
    legalEntity: 'Leeds Help Desk Limited',
    country: 'GB',
    places: ['Leeds, United Kingdom'],
    does: 'Answers calls for help outside office hours, with the caller’s name, number and services before it.',
    transfer: 'NONE',
    securityContact: 'security@leeds-help-desk.example',
    productIds: [],
    since: '2024-01-15',
  });
}

/** Mimecast is to give its place to a firm that stores in the United States: Globex has something against it, and waits for its answer. */
async function change(demonstration: Demonstration): Promise<void> {
  await register(demonstration);
  const { inScope, setting } = demonstration;
  const [staff, globex] = await Promise.all(
    ['staff@xe2.example', 'admin@globex.example'].map((email) => actAs(demonstration, email)),
  );
  const [mimecast] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from sub_processor where name = 'Mimecast' and state = 'IN_USE'`),
  );
  if (!staff || !globex || !mimecast) return;
  const changeId = await perform(staff, announceSubProcessor, {
    name: 'Everlast Archive',
    legalEntity: 'Everlast Archive Inc.',
    country: 'US',
    places: ['Ashburn, Virginia, United States', 'London, United Kingdom'],
    does: 'Archives mail, with its attachments, for as long as the customer says.',
    transfer: 'UK_ADDENDUM',
    securityContact: 'security@everlast.example',
    productIds: await productsOf(demonstration, ['ARCHIVE']),
    replacesId: mimecast.id,
    reason:
      'Mimecast ends the product that we build on. Everlast keeps what is archived today and searches it faster.',
  });
  const [other] = await inScope((scope) =>
    scope.sql<{ id: string; places: string[] }>(
      `select id, places from sub_processor where by_platform and state = 'IN_USE' and id <> $1 order by name limit 1`,
      [mimecast.id],
    ),
  );
  const moveId =
    other &&
    (await perform(staff, announceSubProcessorMove, {
      id: other.id,
      places: ['Amsterdam, Netherlands', ...other.places],
      transfer: 'ADEQUACY',
      reason: 'Another data centre takes over while the first is rebuilt.',
    }));
  const credentials = {
    kind: 'system',
    task: 'demo',
    resellerId: null,
    does: [tellOfProcessorChange.name],
  } as const;
  for (const each of [changeId, moveId])
    if (each) await perform({ ...setting, credentials }, tellOfProcessorChange, { changeId: each });
  const concerned = await inScope((scope) =>
    scope.sql(
      `select from processor_notice n join company c on c.id = n.company_id where n.change_id = $1 and c.name = 'Globex Ltd'`,
      [changeId],
    ),
  );
  if (concerned.length)
    await perform(globex, objectToProcessorChange, {
      changeId,
      reason: 'Our customers have our word that their letters stay in the United Kingdom. How is that kept?',
    });
}

export const demo: DemoPart = { present: change };
