import { newId } from '@steward/shared';
import type { App } from '../app.ts';
import { Connector, kindOf, type Shape, sealContext } from '../features/service/connectors/index.ts';
import { observeSubscription, wantedOf } from '../features/service/provisioning/index.ts';
import type { Scope } from '../kernel/scope.ts';
import { perform } from '../kernel/verb.ts';
import type { CrmApplication } from './crm-application.ts';
import { demonstrator } from './parts.ts';

const NAME = 'CRM';
const PRODUCT = 'CRM-STD';

interface Seat {
  subscriptionId: string;
  resellerId: string;
  observed: Shape | null;
}

/**
 * Has the demonstration's CRM seats provided by an application that speaks SCIM: it holds the accounts that were last seen there.
 * When that begins, somebody has closed one of them by hand, which is a difference.
 */
export async function readyCrm(
  app: App,
  inScope: <T>(work: (scope: Scope) => Promise<T>) => Promise<T>,
  { crm, token }: { crm: CrmApplication; token: string },
): Promise<void> {
  const differs = await inScope(async (scope) => {
    const { connectorId, begins } = await connect(scope, app, crm.url, token);
    if (begins) await beginToLook(scope, connectorId);
    const seats = await scope.sql<Seat>(
      `select s.id as "subscriptionId", s.reseller_id as "resellerId", o.observed from subscription s join product p on p.id = s.product_id
         join observation o on o.subscription_id = s.id where p.connector_id = $1 and s.state = 'ACTIVE' order by s.id`,
      [connectorId],
    );
    let closed: Seat | undefined;
    for (const seat of seats) {
      const { subscriptionId, observed } = seat;
      const wanted = await wantedOf(scope, subscriptionId);
      if (!wanted?.person?.address) continue;
      const there = observed ?? scim().shape(wanted, settingsAt(crm.url));
      if (!there) continue;
      const close = begins && closed === undefined;
      if (close) closed = seat;
      crm.hold(accountOf({ ...there, ...(close && { active: false }) }, wanted.person.id, subscriptionId));
    }
    return closed;
  });
  if (!differs) return;
  // As the worker would: for the tenant whose it is.
  const { subscriptionId, resellerId } = differs;
  const does = [observeSubscription.name];
  const credentials = { kind: 'system', task: 'demonstration', resellerId, does } as const;
  await perform({ ...demonstrator(app, app.scopes), credentials }, observeSubscription, { subscriptionId });
}

function scim() {
  const kind = kindOf('SCIM');
  if (!kind) throw new Error('There is no such kind of connector.');
  return kind;
}

const settingsAt = (url: string) => scim().settings.parse({ url, changes: 'PUT' });

/** Where the application is now, as a connector of its product. */
async function connect(
  scope: Scope,
  { services: { seals } }: App,
  url: string,
  token: string,
): Promise<{ connectorId: string; begins: boolean }> {
  const [before] = await scope.sql<{ id: string }>('select id from connector where name = $1', [NAME]);
  const connectorId = before?.id ?? newId();
  const settings = settingsAt(url);
  const secret = seals.seal(JSON.stringify({ token }), sealContext(connectorId));
  if (before) {
    await scope.sql('update connector set url = $2, settings = $3, secret = $4 where id = $1', [
      connectorId,
      url,
      JSON.stringify(settings),
      secret,
    ]);
    return { connectorId, begins: false };
  }
  await scope.insert(Connector, {
    id: connectorId,
    kind: 'SCIM',
    name: NAME,
    url,
    settings,
    secret,
    previousSecret: null,
    previousSecretUntil: null,
    disabledAt: null,
    testedAt: null,
    testOutcome: null,
    testWords: null,
    testDetail: null,
    credentialsSetAt: scope.now,
    credentialsSetBy: null,
    createdAt: scope.now,
  });
  await scope.sql(`update product set connector = 'SCIM', connector_id = $1 where code = $2`, [
    connectorId,
    PRODUCT,
  ]);
  return { connectorId, begins: true };
}

/** What its product provides is looked at from now on. */
const beginToLook = (scope: Scope, connectorId: string) =>
  scope.sql(
    `update observation o set connector_id = $1, desired = null, observed = null, observed_at = null, next_at = $2
       from subscription s join product p on p.id = s.product_id
      where s.id = o.subscription_id and s.state = 'ACTIVE' and p.connector_id = $1`,
    [connectorId, scope.now],
  );

/** The account of a person as it was seen, for one subscription. */
const accountOf = (
  { account, name, givenName, familyName, address, active }: Shape,
  personId: string,
  subscriptionId: string,
) => ({
  externalId: personId,
  userName: String(account),
  displayName: name,
  name: { formatted: name, givenName, familyName },
  emails: [{ value: address, type: 'work', primary: true }],
  active,
  entitlements: [{ value: subscriptionId, type: 'steward', display: '' }],
});
