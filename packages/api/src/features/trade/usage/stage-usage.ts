import { newId } from '@steward/shared';
import { memberOf } from '../../../kernel/actor.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { who } from '../../people/identity/index.ts';

/** Refused lines that are told one by one; all are counted. */
const MOST_TOLD = 1_000;

/** An event as it was read. */
export interface ReadUsage {
  line: number;
  /** Reference of the subscription. */
  subscription: string;
  /** A moment, or a day, which stands for its beginning in London. */
  at: string;
  quantity: number;
  key: string;
  /** The key of the event whose place it takes. */
  replaces: string | null;
}

/** An import under way. */
export interface Taken {
  id: string;
  resellerId: string;
}

/** What has been read so far. */
export class Tally {
  lines = 0;
  staged = 0;
  refused = 0;
  readonly refusals: { line: number; reason: string }[] = [];

  /** Counts what was read; gives it back if it is an event. */
  count(read: ReadUsage | { line: number; reason: string }): ReadUsage | undefined {
    this.lines += 1;
    if (!('reason' in read)) {
      this.staged += 1;
      return read;
    }
    this.refused += 1;
    if (this.refusals.length < MOST_TOLD) this.refusals.push(read);
    return undefined;
  }
}

/** Notes that something is being read, and gives up what broke off two days ago. */
export async function beginImport(scope: Scope, fileName: string): Promise<Taken> {
  const { resellerId } = memberOf(scope.actor);
  const given = await scope.sql<{ id: string }>(
    `update usage_import set state = 'REFUSED', done_at = $2, problem = 'Broke off before it was booked. Send it again.'
       where reseller_id = $1 and state in ('READING', 'BOOKING') and created_at < $2::timestamptz - interval '2 days' returning id`,
    [resellerId, scope.now],
  );
  if (given.length)
    await scope.sql('delete from usage_staged where usage_import_id = any ($1)', [given.map(({ id }) => id)]);
  const id = newId();
  await scope.sql(
    `insert into usage_import (id, reseller_id, file_name, by_name, state, created_at) values ($1, $2, $3, $4, 'READING', $5)`,
    [id, resellerId, fileName, (await who(scope)).name, scope.now],
  );
  return { id, resellerId };
}

/** Puts down events as they were read, each with its subscription if whoever acts knows one of that reference. */
export async function stageUsage(
  scope: Scope,
  { id, resellerId }: Taken,
  events: readonly ReadUsage[],
): Promise<void> {
  if (!events.length) return;
  await scope.sql(
    `insert into usage_staged (id, reseller_id, usage_import_id, line, reference, subscription_id, at, quantity, key, replaces)
       select uuidv7(), $1, $2, g.line, g.reference, s.id,
           case when length(g.at) = 10 then timezone('Europe/London', g.at::date::timestamp) else g.at::timestamptz end, g.quantity, g.key, g.replaces
         from unnest($3::integer[], $4::text[], $5::text[], $6::numeric[], $7::text[], $8::text[]) g (line, reference, at, quantity, key, replaces)
         left join subscription s on s.reference = g.reference`,
    [
      resellerId,
      id,
      events.map(({ line }) => line),
      events.map(({ subscription }) => subscription),
      events.map(({ at }) => at),
      events.map(({ quantity }) => quantity),
      events.map(({ key }) => key),
      events.map(({ replaces }) => replaces),
    ],
  );
}

/** All has been read: what was counted stands in its row, and it waits to be booked. */
export async function endReading(scope: Scope, importId: string, tally: Tally): Promise<void> {
  const { lines, staged, refused, refusals } = tally;
  await scope.sql(
    `update usage_import set state = 'BOOKING', lines = $2, staged = $3, refused = $4, refusals = $5 where id = $1`,
    [importId, lines, staged, refused, JSON.stringify(refusals)],
  );
}
