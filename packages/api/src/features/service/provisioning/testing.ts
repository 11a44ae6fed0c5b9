import { newId } from '@steward/shared';
import {
  type ProvisioningReceiver,
  type ProvisioningReceiverOptions,
  startProvisioningReceiver,
} from '../../../demo/provisioning-receiver.ts';
import { type Event, emit } from '../../../kernel/jobs.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { startTestApp, type TestApp } from '../../../kernel/testing/test-app.ts';
import { createWorld, type TestCompany, type World } from '../../../kernel/testing/world.ts';
import { perform, type Verb } from '../../../kernel/verb.ts';
import { subscriptionEnding, subscriptionStarted } from '../../trade/subscriptions/index.ts';
import { newWebhookSecret, setWebhook } from '../connectors/index.ts';
import { queueAttempts } from './queue-attempts.ts';

export interface JobRow {
  id: string;
  action: string;
  state: string;
  attempts: number;
  reason: string | null;
  next_attempt_at: Date | null;
  outcomes: string[];
  subscription_state: string;
}

/** A target with the product it provisions. */
export interface Target {
  receiver: ProvisioningReceiver;
  productId: string;
  connectorId: string;
  secret: string;
}

/** The product with a worker, and what tests of provisioning do again and again. Every test makes its own targets. */
export class ProvisioningTest {
  readonly test: TestApp;
  readonly world: World;
  readonly #allow: string[];
  readonly #receivers: ProvisioningReceiver[] = [];
  #made = 0;

  private constructor(test: TestApp, world: World, allow: string[]) {
    this.test = test;
    this.world = world;
    this.#allow = allow;
  }

  /** @param options `worker: false` leaves the queue alone: the test itself does what a worker would. */
  static async start({ worker = true, logLevel = 'silent' } = {}): Promise<ProvisioningTest> {
    const allow: string[] = [];
    const test = await startTestApp({ config: { outboundAllow: allow, logLevel } });
    const world = await createWorld(test);
    if (worker) await test.app.work();
    return new ProvisioningTest(test, world, allow);
  }

  async close(): Promise<void> {
    await Promise.all(this.#receivers.map((receiver) => receiver.stop()));
    await this.test.close();
  }

  /** Lets the product call this address. */
  allow(url: string): void {
    this.#allow.push(new URL(url).host);
  }

  /** Does a verb as the product itself, for this reseller. */
  perform<I, R>(what: Verb<I, R>, input: I, resellerId: string | null = this.world.northwind.id): Promise<R> {
    const { scopes, log, services } = this.test.app;
    const credentials = { kind: 'system', task: 'test', resellerId, does: [what.name] } as const;
    return perform({ scopes, log, services, requestId: 'test', credentials }, what, input);
  }

  as<T>(resellerId: string | null, work: (scope: Scope) => Promise<T>): Promise<T> {
    return this.test.app.scopes.run(
      { kind: 'system', task: 'test', resellerId },
      { requestId: 'test' },
      work,
    );
  }

  async receiver(
    options: Partial<ProvisioningReceiverOptions> & { secret: string },
  ): Promise<ProvisioningReceiver> {
    const receiver = await startProvisioningReceiver({
      failEvery: 0,
      now: () => this.test.clock.now(),
      ...options,
    });
    this.#receivers.push(receiver);
    this.allow(receiver.url);
    return receiver;
  }

  /** What a receiver was told by the last job of a subscription that is done. */
  async lastTold(
    receiver: ProvisioningReceiver,
    subscriptionId: string,
  ): Promise<Record<string, unknown> | undefined> {
    const [job] = await this.world.sql<{ id: string }>(
      `select id from provisioning_job where subscription_id = $1 and state = 'DONE' order by created_at desc, id desc limit 1`,
      [subscriptionId],
    );
    const message = receiver.received.findLast(({ id }) => id === job?.id);
    return message && JSON.parse(message.body).data;
  }

  /** A product of its own; without an endpoint. */
  async product(connector: 'MANUAL' | 'WEBHOOK'): Promise<string> {
    const id = newId();
    this.#made += 1;
    await this.world.sql(
      `insert into product (id, code, name, description, category, unit, connector, list_wholesale_minor, list_retail_minor, created_at)
       values ($1, $2, $3, 'A service.', 'EMAIL', 'PER_USER', $4, 100, 200, $5)`,
      [id, `CODE-${this.#made}`, `Product ${this.#made}`, connector, this.test.clock.now()],
    );
    return id;
  }

  async target(options: Partial<ProvisioningReceiverOptions> = {}): Promise<Target> {
    const secret = newWebhookSecret();
    const receiver = await this.receiver({ secret, ...options });
    const productId = await this.product('WEBHOOK');
    const webhook = { name: `Target ${this.#made}`, url: receiver.url, secret, productIds: [productId] };
    const connectorId = await this.as(null, (scope) => setWebhook(scope, this.test.app.services, webhook));
    return { receiver, productId, connectorId, secret };
  }

  /** A subscription of the company's end user, of another, or (null) of the company as a whole; nothing is provisioned yet. */
  async subscription(
    productId: string,
    company: TestCompany = this.world.globex,
    endUserId: string | null = company.user.endUserId,
  ): Promise<string> {
    const id = newId();
    await this.world.sql(
      `insert into subscription (id, reseller_id, company_id, end_user_id, product_id, reference, quantity, state, starts_on,
         retail_minor, wholesale_minor, currency, created_at)
       values ($1, $2, $3, $4, $5, $6, 1, 'PENDING', '2026-10-01', 0, 0, 'GBP', $7)`,
      [id, company.resellerId, company.id, endUserId, productId, `S-${id.slice(-8)}`, this.test.clock.now()],
    );
    return id;
  }

  /** Subscribes and tells that it has started; returns the subscription's id. */
  async started(
    productId: string,
    company: TestCompany = this.world.globex,
    endUserId: string | null = company.user.endUserId,
  ): Promise<string> {
    const id = await this.subscription(productId, company, endUserId);
    await this.#emit(subscriptionStarted, id, company.resellerId);
    return id;
  }

  /** Cancels and tells. */
  async ending(subscriptionId: string, company: TestCompany = this.world.globex): Promise<void> {
    await this.world.sql(`update subscription set state = 'ENDING' where id = $1`, [subscriptionId]);
    await this.#emit(subscriptionEnding, subscriptionId, company.resellerId);
  }

  #emit(
    event: Event<{ resellerId: string; subscriptionIds: string[] }>,
    id: string,
    resellerId: string,
  ): Promise<void> {
    return this.as(resellerId, (scope) => emit(scope, event, { resellerId, subscriptionIds: [id] }));
  }

  /** Jobs of a subscription, oldest first. */
  jobs(subscriptionId: string): Promise<JobRow[]> {
    return this.world.sql<JobRow>(
      `select j.*, s.state as subscription_state,
          array(select outcome from provisioning_attempt a where a.job_id = j.id order by a.at, a.id) as outcomes
         from provisioning_job j join subscription s on s.id = j.subscription_id where s.id = $1 order by j.action desc`,
      [subscriptionId],
    );
  }

  /** The subscription's only job, or the one that takes it away. */
  async job(subscriptionId: string, action = 'PROVISION'): Promise<JobRow | undefined> {
    return (await this.jobs(subscriptionId)).find((job) => job.action === action);
  }

  /** Puts the job in the queue again, as its own entry there would come up in time. */
  async again(jobId: string): Promise<void> {
    await this.as(null, (scope) => queueAttempts(scope, [jobId]));
  }
}
