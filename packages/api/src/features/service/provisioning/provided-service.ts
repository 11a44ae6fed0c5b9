import type { Scope } from '../../../kernel/scope.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import type { Shape, Wanted } from '../connectors/index.ts';
import { mailWanted } from '../mail/index.ts';
import type { Difference } from './drift.ts';

/** A subscription with what its connector is told of it, where it is, and what is known of what is there. */
export interface ProvidedService {
  resellerId: string;
  companyId: string;
  endUserId: string | null;
  productId: string;
  productName: string;
  state: string;
  wanted: Wanted;
  /** Where it is provisioned now. */
  connector: Reached | null;
  /** Where it was provisioned before its product went elsewhere, to another system: there it is to be taken away. */
  formerly: Reached | null;
  known: {
    desired: Shape | null;
    observed: Shape | null;
    drift: readonly Difference[];
    accepted: readonly Difference[];
  };
}

/** A connector as its row is. */
export interface Reached {
  connectorId: string;
  kind: ConnectorKind;
  name: string;
  url: string;
  settings: unknown;
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
  disabledAt: Date | null;
}

type ReachedJson = Omit<Reached, 'previousSecretUntil' | 'disabledAt'> & {
  previousSecretUntil: string | null;
  disabledAt: string | null;
};

interface Row extends Omit<ProvidedService, 'connector' | 'formerly'> {
  connector: ReachedJson | null;
  formerly: ReachedJson | null;
}

const reached = (connector: string): string =>
  `case when ${connector}.id is not null then jsonb_build_object('connectorId', ${connector}.id, 'kind', ${connector}.kind,
      'name', ${connector}.name, 'url', ${connector}.url, 'settings', ${connector}.settings, 'secret', ${connector}.secret,
      'previousSecret', ${connector}.previous_secret, 'previousSecretUntil', ${connector}.previous_secret_until,
      'disabledAt', ${connector}.disabled_at) end`;

/**
 * SQL: subscription `s` is suspended, and so is all else that its person has at the same connector: one account may be there for
 * several services, and is in use for as long as one of them is.
 */
const ACCOUNT_SUSPENDED = `(s.suspended_at is not null and not exists (select from subscription o join product q on q.id = o.product_id
    where o.end_user_id = s.end_user_id and q.connector_id = p.connector_id and o.suspended_at is null and o.state not in ('ENDING', 'ENDED')))`;

/** SQL: what is wanted for subscription `s` of product `p`, company `c`, reseller `r` and end user `u`. */
const WANTED = `jsonb_build_object('subscriptionId', s.id, 'reference', s.reference, 'productCode', p.code, 'quantity', s.quantity,
          'parameters', s.parameters, 'suspended', s.suspended_at is not null,
          'callsBarred', s.calls_barred_at is not null, 'mail', ${mailWanted('s.id')},
          'person', case when u.id is not null then jsonb_build_object('id', u.id, 'givenName', u.first_name,
            'familyName', u.last_name, 'suspended', u.status = 'SUSPENDED' or ${ACCOUNT_SUSPENDED},
            'address', (select e.address from email_address e where e.end_user_id = u.id and e."primary"),
            'aliases', (select coalesce(jsonb_agg(e.address order by e.address), '[]') from email_address e
              where e.end_user_id = u.id and not e."primary")) end,
          'company', jsonb_build_object('id', c.id, 'code', c.customer_code, 'resellerCode', r.invoice_prefix,
            'name', c.name,
            'domains', (select coalesce(jsonb_agg(d.name order by d.name), '[]') from domain d
              where d.company_id = c.id and d.state = 'PROVED')))`;

/** What is wanted for a subscription, for whoever may see no connector; undefined if it is not there or not visible. */
export const wantedOf = async (scope: Scope, subscriptionId: string): Promise<Wanted | undefined> =>
  (await wantedOfMany(scope, [subscriptionId]))[0];

/** The same of many, as far as they are visible. */
export async function wantedOfMany(scope: Scope, subscriptionIds: readonly string[]): Promise<Wanted[]> {
  const rows = await scope.sql<{ wanted: Wanted }>(
    `select ${WANTED} as wanted from subscription s join product p on p.id = s.product_id join company c on c.id = s.company_id
       join reseller r on r.id = s.reseller_id left join end_user u on u.id = s.end_user_id where s.id = any ($1)`,
    [subscriptionIds],
  );
  return rows.map(({ wanted }) => wanted);
}

/** What is known of a subscription's service; undefined if the subscription is not there or not visible. */
export async function providedService(
  scope: Scope,
  subscriptionId: string,
): Promise<ProvidedService | undefined> {
  const [row] = await scope.sql<Row>(
    `select s.reseller_id as "resellerId", s.company_id as "companyId", s.end_user_id as "endUserId",
        p.id as "productId", p.name as "productName", s.state,
        ${WANTED} as wanted,
        ${reached('k')} as connector,
        ${reached('f')} as formerly,
        jsonb_build_object('desired', o.desired, 'observed', o.observed, 'drift', coalesce(o.drift, '[]'),
          -- What was accepted at one system says nothing of another.
          'accepted', case when f.id is null then coalesce(o.accepted, '[]') else '[]' end) as known
       from subscription s join product p on p.id = s.product_id join company c on c.id = s.company_id
       join reseller r on r.id = s.reseller_id
       left join end_user u on u.id = s.end_user_id
       left join observation o on o.subscription_id = s.id
       left join connector k on k.id = p.connector_id
       -- Another way to the same system is no other place: nothing is taken away there to be made again.
       left join connector f on f.id = o.connector_id and f.id is distinct from p.connector_id and o.observed is not null
         and (f.kind, f.url) is distinct from (k.kind, k.url)
      where s.id = $1`,
    [subscriptionId],
  );
  return row && { ...row, connector: opened(row.connector), formerly: opened(row.formerly) };
}

const opened = (connector: ReachedJson | null): Reached | null =>
  connector && {
    ...connector,
    previousSecretUntil: connector.previousSecretUntil ? new Date(connector.previousSecretUntil) : null,
    disabledAt: connector.disabledAt ? new Date(connector.disabledAt) : null,
  };
