import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { outboundRequest } from '../../../kernel/outbound.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { announceCollections } from './announce-collections.ts';
import { settleMethod } from './settle-method.ts';
import { startPaymentMethod } from './start-payment-method.ts';
import type { MethodKind } from './stored-method.entity.ts';

/** What is entered on the page, as people would. */
const ENTERED: Readonly<Record<MethodKind, Record<string, string>>> = {
  CARD: { cardNumber: '4242424242424242', cardExpiry: '11 / 31', cardCvc: '123', billingName: 'Globex Ltd' },
  DIRECT_DEBIT: { accountName: 'Northwind IT', sortCode: '10-88-00', accountNumber: '00012345' },
};

/** Globex keeps a card for what it owes Northwind, and Northwind has a Direct Debit with the operator: what is due is announced. */
async function keep(demonstration: Demonstration): Promise<void> {
  if (!demonstration.setting.services.payments) return;
  await enter(demonstration, 'admin@globex.example', 'CARD');
  await enter(demonstration, 'admin@northwind.example', 'DIRECT_DEBIT');
}

async function enter(demonstration: Demonstration, email: string, kind: MethodKind): Promise<void> {
  const { setting, inScope } = demonstration;
  const customer = await actAs(demonstration, email);
  if (!customer) return;
  const methodId = await perform(customer, startPaymentMethod, { kind, collects: true });
  const [page] = await inScope((scope) =>
    scope.sql<{ url: string | null; resellerId: string }>(
      'select url, reseller_id as "resellerId" from stored_method where id = $1',
      [methodId],
    ),
  );
  if (!page?.url) return;
  const { url, resellerId } = page;
  await outboundRequest({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(ENTERED[kind]).toString(),
    timeoutMs: 10_000,
    maxResponseBytes: 64 * 1024,
    allowPrivate: [new URL(url).host],
  });
  const does = [settleMethod.name, announceCollections.name];
  const credentials = { kind: 'system', task: 'demonstration', resellerId, does } as const;
  await perform({ ...setting, credentials }, settleMethod, { methodId });
  await perform({ ...setting, credentials }, announceCollections, {});
}

export const demo: DemoPart = { present: keep };
