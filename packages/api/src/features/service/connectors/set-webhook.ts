import { newId } from '@steward/shared';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import type { Services } from '../../../kernel/services.ts';
import { who } from '../../people/identity/index.ts';
import type { ConnectorKind } from '../../trade/catalogue/index.ts';
import { Connector } from './connector.entity.ts';
import { PREVIOUS_SECRET_MS, sealContext } from './endpoint.ts';

export interface Webhook {
  /** Names the endpoint; one of this name that exists already is changed. */
  name: string;
  url: string;
  /** `whsec_…`. */
  secret: string;
  /** Exactly the products that it provisions from now on. */
  productIds: readonly string[];
}

/**
 * Makes or changes an endpoint and switches it on. A secret that is replaced still signs along for a day. A product that it
 * no longer provisions is left without an endpoint. Returns its id; NOT_FOUND if a product does not exist. [P2] [S78]
 */
export async function setWebhook(
  scope: Scope,
  { seals }: Services,
  { name, url, secret, productIds }: Webhook,
): Promise<string> {
  const [before] = await scope.sql<{ id: string; kind: ConnectorKind; secret: string }>(
    'select id, kind, secret from connector where name_key = lower($1) for update',
    [name],
  );
  if (before && before.kind !== 'WEBHOOK') throw conflict('A connector of this name exists already.', 'name');
  const connectorId = before?.id ?? newId();
  const context = sealContext(connectorId);
  const sealed = seals.seal(secret, context);
  const setBy = (await who(scope)).name;
  if (before) {
    await scope.sql(
      `update connector set name = $2, url = $3, secret = $4, previous_secret = $5, previous_secret_until = $6, disabled_at = null,
          credentials_set_at = $7, credentials_set_by = $8
        where id = $1`,
      [
        connectorId,
        name,
        url,
        sealed,
        before.secret,
        new Date(scope.now.getTime() + PREVIOUS_SECRET_MS),
        scope.now,
        setBy,
      ],
    );
  } else {
    await scope.insert(Connector, {
      id: connectorId,
      kind: 'WEBHOOK',
      name,
      url,
      settings: {},
      secret: sealed,
      previousSecret: null,
      previousSecretUntil: null,
      disabledAt: null,
      testedAt: null,
      testOutcome: null,
      testWords: null,
      testDetail: null,
      credentialsSetAt: scope.now,
      credentialsSetBy: setBy,
      createdAt: scope.now,
    });
  }
  await setProducts(scope, connectorId, productIds);
  return connectorId;
}

/** Says which products a connector provisions, and no others; NOT_FOUND if one does not exist. */
export async function setProducts(
  scope: Scope,
  connectorId: string,
  productIds: readonly string[],
): Promise<void> {
  const [bundle] = await scope.sql<{ name: string }>(
    `select name from product where id = any ($1) and parts <> '[]' order by name_key limit 1`,
    [productIds],
  );
  if (bundle)
    throw invalid('productIds', `Must not name ${bundle.name}: a bundle is set up as what it is made of.`);
  await scope.sql('update product set connector_id = null where connector_id = $1 and id <> all ($2)', [
    connectorId,
    productIds,
  ]);
  const products = await scope.sql(
    `update product set connector = c.kind, connector_id = c.id from connector c where c.id = $1 and product.id = any ($2) returning product.id`,
    [connectorId, productIds],
  );
  if (products.length !== new Set(productIds).size) throw notFound('product');
}
