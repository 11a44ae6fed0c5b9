import { newId } from '@steward/shared';
import { startNameServer } from '../../src/demo/name-server.ts';
import { startProvisioningReceiver } from '../../src/demo/provisioning-receiver.ts';
import { startStripeStandIn } from '../../src/demo/stripe-stand-in.ts';
import { setWebhook } from '../../src/features/service/connectors/index.ts';
import { newWebhookSecret } from '../../src/features/service/connectors/webhook-signature.ts';
import { recoverProvisioning } from '../../src/features/service/provisioning/index.ts';
import { freePort } from '../../src/kernel/testing/free-port.ts';
import { startTestApp, type TestApp } from '../../src/kernel/testing/test-app.ts';
import { perform } from '../../src/kernel/verb.ts';

/** The product itself, for what no person does. */
const SYSTEM = { kind: 'system', task: 'story', resellerId: null, does: [recoverProvisioning.name] } as const;

export interface WholeProduct extends TestApp {
  /** Puts a mailbox, set up by webhook, and an archive, set up by hand, on sale. */
  sellMailboxAndArchive(): Promise<void>;
  /** Lets the time of the next attempt come for what was turned away. */
  retryNow(): Promise<void>;
}

/** Everything in this process, as in the demonstration: API, console, worker, provisioning receiver, card processor, name server. */
export async function startWholeProduct(at: string): Promise<WholeProduct> {
  const port = await freePort();
  const secret = newWebhookSecret();
  const stripe = { secretKey: 'sk_test_story', webhookSecret: 'whsec_story' };
  let app: TestApp;
  const now = (): Date => app.clock.now();
  const receiver = await startProvisioningReceiver({ secret, failEvery: 3, now });
  const standIn = await startStripeStandIn({
    apiKey: stripe.secretKey,
    webhookSecret: stripe.webhookSecret,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe`,
    now,
  });
  const names = await startNameServer(`http://127.0.0.1:${port}`);
  app = await startTestApp({
    at,
    empty: true,
    port,
    config: {
      publicUrl: `http://127.0.0.1:${port}`,
      dnsServers: [names.address],
      dnsRecordPage: names.page,
      outboundAllow: [new URL(receiver.url).host],
      stripe: { ...stripe, apiBase: standIn.url },
    },
  });
  await app.app.work();
  return {
    ...app,
    sellMailboxAndArchive: () =>
      app.app.scopes.run(SYSTEM, { requestId: 'story' }, async (scope) => {
        const [mailbox, archive] = [newId(), newId()];
        const products = [
          [mailbox, 'MAILBOX', 'Mailbox', 'WEBHOOK', 300, 450],
          [archive, 'ARCHIVE', 'Archive', 'MANUAL', 100, 200],
        ];
        for (const product of products)
          await scope.sql(
            `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
             values ($1, $2, $3, 'For e-mail.', 'EMAIL', 'PER_USER', $4, $5, $6, $7)`,
            [...product, scope.now],
          );
        await setWebhook(scope, app.app.services, {
          name: 'Mail platform',
          url: receiver.url,
          secret,
          productIds: [mailbox],
        });
      }),
    async retryNow() {
      app.clock.forward(180_000);
      await perform({ ...app.app, credentials: SYSTEM, requestId: 'story' }, recoverProvisioning, {});
    },
    async close() {
      await app.close();
      await standIn.stop();
      await receiver.stop();
      await names.stop();
    },
  };
}
