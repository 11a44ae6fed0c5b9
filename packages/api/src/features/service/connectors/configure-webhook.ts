import { line } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { assertReachable, productsOfConnector } from './connector-rules.ts';
import { setWebhook } from './set-webhook.ts';
import { newWebhookSecret } from './webhook-signature.ts';

@ObjectType()
export class ConfiguredWebhook {
  @Field(() => ID, { description: "The connector's id." }) id!: string;
  @Field(() => String, { description: 'Shown this once: the receiver verifies signatures with it.' })
  secret!: string;
}

/**
 * Staff say which endpoint provisions which products. Configuring a name again changes its address, gives it a new secret
 * and switches it on again if it was gone. [P2] [S66] [S78]
 */
export const configureWebhook = outsideVerb({
  name: 'configureWebhook',
  description: 'Sets up, or changes, the endpoint that provisions these products, and gives it a new secret.',
  permission: 'CONNECTOR_WRITE',
  input: input('ConfigureWebhookInput', {
    name: line(80),
    url: line(500),
    productIds: productsOfConnector(),
  }),
  plan: () => Promise.resolve(null),
  async call(_planned, { url }, { services }) {
    await assertReachable(url, services.outbound.allow);
  },
  async settle(scope, _planned, _called, { name, url, productIds }, services) {
    const secret = newWebhookSecret();
    const connectorId = await setWebhook(scope, services, { name, url, secret, productIds });
    const { resellerId } = memberOf(scope.actor);
    return {
      result: { id: connectorId, secret },
      subject: {
        type: 'Connector',
        id: connectorId,
        resellerId,
        changed: ['name', 'url', 'secret', 'products'],
      },
    };
  },
});
