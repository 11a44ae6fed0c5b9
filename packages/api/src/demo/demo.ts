import pg from 'pg';
import type { App } from '../app.ts';
import { setWebhook } from '../features/service/connectors/index.ts';
import { type Config, facesOthers, listeningUrl } from '../kernel/config.ts';
import { deriveKey } from '../kernel/keys.ts';
import { withRole } from '../kernel/migrate.ts';
import type { Scope } from '../kernel/scope.ts';
import { StartError } from '../kernel/start-error.ts';
import { type CrmApplication, startCrmApplication } from './crm-application.ts';
import { readyCrm } from './crm-connector.ts';
import { History } from './history.ts';
import { startNameServer } from './name-server.ts';
import { demonstrator, demoParts } from './parts.ts';
import { startProvisioningReceiver } from './provisioning-receiver.ts';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from './sign-ins.ts';
import { startStripeStandIn } from './stripe-stand-in.ts';
import { DEMO_TRADERS } from './traders.ts';
import { startVatRegisters } from './vat-registers.ts';

export interface DemoServices {
  /** The given configuration, with cards and names going to the stand-ins and webhooks allowed to reach the receiver. */
  config: Config;
  receiver: { url: string; secret: string };
  crm: { crm: CrmApplication; token: string };
  stop(): Promise<void>;
}

/** What is said once it is ready: who can sign in, and who else could. */
export function greeting(config: Config): string {
  const width = Math.max(...DEMO_SIGN_INS.map(({ who }) => who.length));
  const lines = DEMO_SIGN_INS.map(({ who, email }) => `  ${who.padEnd(width)}  ${email}`).join('\n');
  const open = facesOthers(config)
    ? '\nATTENTION: whoever reaches this address can sign in with this password, which is published. Enter nothing real here.\n'
    : '';
  return `\nDemonstration sign-ins, password ${DEMO_PASSWORD}\n${lines}\n${open}\nCtrl-C stops everything.\n`;
}

const CONNECTOR = 'Demonstration platform';

/** The outside world of the demonstration, in this process: a card processor, two provisioning targets, a name server, registers of VAT numbers. */
export async function startDemoServices(config: Config): Promise<DemoServices> {
  const key = (purpose: string) => deriveKey(config.secret ?? '', purpose);
  const secret = `whsec_${key('demonstration receiver').toString('base64')}`;
  const receiver = await startProvisioningReceiver({ secret, delayMs: 400 });
  const token = key('demonstration crm').toString('hex');
  const crm = await startCrmApplication(token);
  const stripe = config.stripe ?? {
    secretKey: `sk_test_${key('demonstration card key').toString('hex')}`,
    webhookSecret: `whsec_${key('demonstration card webhook').toString('hex')}`,
    apiBase: undefined,
  };
  const standIn = config.stripe
    ? undefined
    : await startStripeStandIn({
        apiKey: stripe.secretKey,
        webhookSecret: stripe.webhookSecret,
        webhookUrl: `${listeningUrl(config.host, config.port)}/webhooks/stripe`,
      });
  const registers = config.hmrcUrl || config.viesUrl ? undefined : await startVatRegisters(DEMO_TRADERS);
  const names = config.dnsServers.length ? undefined : await startNameServer(config.publicUrl);
  return {
    config: {
      ...config,
      ...(names ? { dnsServers: [names.address], dnsRecordPage: names.page } : {}),
      ...(registers ? { hmrcUrl: registers.hmrcUrl, viesUrl: registers.viesUrl } : {}),
      stripe: standIn ? { ...stripe, apiBase: standIn.url } : config.stripe,
      outboundAllow: [...config.outboundAllow, new URL(receiver.url).host, new URL(crm.url).host],
    },
    receiver: { url: receiver.url, secret },
    crm: { crm, token },
    async stop() {
      await registers?.stop();
      await names?.stop();
      await standIn?.stop();
      await crm.stop();
      await receiver.stop();
    },
  };
}

/**
 * Fills an empty database with the demonstration, and tells a filled one where its receiver is now. That is also the last
 * thing done when filling, so that a database without the demonstration's receiver is not a whole demonstration.
 * @throws StartError if the database holds anything else: its services are not to be sent to a receiver that pretends.
 */
export async function readyDemo(app: App, { receiver, crm }: DemoServices, appUrl: string): Promise<void> {
  const platform = { kind: 'system', task: 'demonstration', resellerId: null } as const;
  const inScope = <T>(work: (scope: Scope) => Promise<T>): Promise<T> =>
    app.scopes.run(platform, { requestId: 'demonstration' }, work);
  const [found] = await inScope((scope) =>
    scope.sql<{ used: boolean; whole: boolean }>(
      'select exists (select from reseller) as used, exists (select from connector where name = $1) as whole',
      [CONNECTOR],
    ),
  );
  if (!found?.used) {
    process.stdout.write('Filling the database with demonstration data …\n');
    const parts = await demoParts();
    await new History(app, parts).live();
    await forgetQueue(appUrl);
    const present = { setting: demonstrator(app, app.scopes), inScope, password: DEMO_PASSWORD };
    for (const part of parts) await part.present?.(present);
  } else if (!found.whole) {
    throw new StartError(
      'The database holds data other than a complete demonstration: set STEWARD_DEMO=off, or use an empty database.',
    );
  }
  await inScope(async (scope) => {
    const products = await scope.sql<{ id: string }>(`select id from product where connector = 'WEBHOOK'`);
    const productIds = products.map(({ id }) => id);
    const connectorId = await setWebhook(scope, app.services, { name: CONNECTOR, ...receiver, productIds });
    // What was made up before there was a receiver went there.
    await scope.sql(
      `update provisioning_job set connector_id = $1 where connector = 'WEBHOOK' and connector_id is null`,
      [connectorId],
    );
  });
  await readyCrm(app, inScope, crm);
}

/** The history was made up after the fact: nothing of it is left to do. */
async function forgetQueue(appUrl: string): Promise<void> {
  const queue = new pg.Client({ connectionString: withRole(appUrl, 'steward_jobs') });
  await queue.connect();
  try {
    await queue.query('delete from graphile_worker._private_jobs');
  } finally {
    await queue.end();
  }
}
