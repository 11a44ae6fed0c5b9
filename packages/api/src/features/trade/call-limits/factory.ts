import type { TestApp } from '../../../kernel/testing/test-app.ts';
import type { World } from '../../../kernel/testing/world.ts';
import { perform } from '../../../kernel/verb.ts';
import { addLine } from '../calls/factory.ts';
import { addTariff } from '../tariffs/factory.ts';
import { findCallsToWatch } from './find-calls-to-watch.ts';
import { watchCalls } from './watch-calls.ts';

const rate = (perMinuteMicro: number) => ({
  Always: {
    perMinuteMicro,
    accessMicro: 0,
    connectionMicro: 0,
    minimumSeconds: 0,
    firstIncrement: 1,
    nextIncrement: 1,
  },
});
const BANDS = { Always: [{ fromMinute: 0, untilMinute: 10_080 }] };

/**
 * An exchange of the operator's that tells of calls, companies with a number each, and tariffs at which a minute to London costs 10 pence, to
 * Ireland 12, to a 09 number two pounds.
 */
export class CallsTest {
  readonly app: TestApp;
  readonly world: World;
  #source = '';
  #calls = 0;

  private constructor(app: TestApp, world: World) {
    this.app = app;
    this.world = world;
  }

  static async start(app: TestApp, world: World): Promise<CallsTest> {
    const test = new CallsTest(app, world);
    await addLine(world, world.globex, '+441134960001');
    await addLine(world, world.initech, '+441134960002');
    await addLine(world, world.acme, '+441134960003');
    await addTariff(world, {
      issuer: world.platform.id,
      name: 'Wholesale',
      kind: 'WHOLESALE',
      everyone: true,
      bands: BANDS,
      zones: [{ name: 'All', prefixes: ['44', '353'], rates: rate(30_000) }],
    });
    for (const issuer of [world.northwind.id, world.contoso.id, world.platform.id])
      await addTariff(world, {
        issuer,
        name: 'Retail',
        everyone: true,
        bands: BANDS,
        zones: [
          { name: 'London', prefixes: ['4420'], rates: rate(100_000) },
          { name: 'Ireland', prefixes: ['353'], rates: rate(120_000) },
          { name: 'UK 09 numbers', prefixes: ['449'], rates: rate(2_000_000) },
        ],
      });
    const { data } = await app.ask<{ addCallSource: { id: string } }>(
      `mutation { addCallSource(input: { name: "Switch", format: CSV, timeZone: "UTC", columns: { callId: "id", from: "from", to: "to",
         startedAt: "start", seconds: "seconds" } }) { id } }`,
      {},
      world.platform.staff.token,
    );
    test.#source = data.addCallSource.id;
    return test;
  }

  /** A call to London of that many minutes, which ends now unless it is said when it began, and what follows from it. */
  async call(minutes: number, over: { from?: string; to?: string; startedAt?: string } = {}): Promise<void> {
    const startedAt = new Date(this.app.clock.now().getTime() - minutes * 60_000).toISOString();
    this.#calls += 1;
    const { errors } = await this.app.ask(
      'mutation ($input: RecordCallsInput!) { recordCalls(input: $input) { id } }',
      {
        input: {
          sourceId: this.#source,
          calls: [
            {
              callId: `call-${this.#calls}`,
              from: '+441134960001',
              to: '+442079460018',
              startedAt,
              seconds: minutes * 60,
              ...over,
            },
          ],
        },
      },
      await this.world.signIn('staff@xe2.example'),
    );
    if (errors) throw new Error(errors[0]?.message);
    await this.follow();
  }

  /** What a worker would do by now: everything that waits for it of watching calls. */
  async follow(): Promise<void> {
    const jobs = await this.world.sql<{ payload: { resellerId: string } }>(
      `delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
        where t.id = j.task_id and t.identifier = 'watch-calls' returning j.payload`,
    );
    for (const { payload } of jobs) await this.#perform(watchCalls, payload.resellerId);
  }

  /** What a worker does by itself every few minutes. */
  async comesRound(): Promise<void> {
    await this.#perform(findCallsToWatch, null);
    await this.follow();
  }

  #perform(verb: { name: string }, resellerId: string | null): Promise<unknown> {
    const { scopes, services, log } = this.app.app;
    const credentials = { kind: 'system', task: 'test', resellerId, does: [verb.name] } as const;
    return perform({ scopes, services, log, requestId: 'test', credentials }, verb as never, {});
  }
}
