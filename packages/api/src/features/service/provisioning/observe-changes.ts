import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import {
  type Changes,
  ConnectorFault,
  kindOf,
  openConnector,
  type SealedConnector,
} from '../connectors/index.ts';
import { lineOf } from './carry-out.ts';
import { leaveAlone } from './leave-alone.ts';

interface Planned extends SealedConnector {
  /** Where the question goes on; null: it is the first. */
  mark: string | null;
  busyUntil: Date | null;
}

/** What the other side said. */
interface Told {
  changes?: Changes;
  /** It cannot say what has changed: everything may have. */
  everything?: boolean;
  fault?: ConnectorFault;
}

/**
 * Asks a connector what has changed at the other side since it was asked before, and has that, and nothing else, looked at. Where it
 * cannot say, everything is looked at. The answer and what follows from it are kept together: what was answered and not kept is
 * answered again. The result is how many services are looked at; null: nobody asked, or somebody else was faster. [P1]
 */
export const observeChanges = outsideVerb({
  name: 'observeChanges',
  permission: 'system',
  input: input('ObserveChangesInput', { connectorId: id() }),
  async plan(scope, { connectorId }): Promise<Planned | null> {
    const [connector] = await scope.sql<Omit<Planned, 'busyUntil'>>(
      `select c.id as "connectorId", c.kind, c.settings, c.secret, w.mark
         from connector c join connector_watch w on w.connector_id = c.id where c.id = $1 and c.disabled_at is null`,
      [connectorId],
    );
    const kind = connector && kindOf(connector.kind);
    if (!connector || !kind?.tells) return null;
    const { atOnce, perMinute } = kind.limits;
    const [turn] = await scope.sql<{ at: Date | null }>('select take_turn($1, null, $2, $3, $4) as at', [
      connectorId,
      atOnce,
      perMinute,
      scope.now,
    ]);
    const busyUntil = turn?.at ?? null;
    if (busyUntil) {
      await scope.sql('update connector_watch set next_at = $2 where connector_id = $1', [
        connectorId,
        busyUntil,
      ]);
    }
    return { ...connector, busyUntil };
  },
  async call(planned, _input, { log, services: { outbound, seals } }): Promise<Told> {
    if (!planned || planned.busyUntil) return {};
    try {
      const session = await openConnector(planned, seals).open(lineOf(outbound.allow));
      try {
        const since = planned.mark && (await session.changes?.(planned.mark));
        if (since) return { changes: since };
        // The mark is taken before anybody looks: what changes meanwhile is told the next time.
        const changes = await session.changes?.(null);
        return changes ? { changes, everything: true } : {};
      } finally {
        await session.close().catch(() => {});
      }
    } catch (fault) {
      if (!(fault instanceof ConnectorFault)) throw fault;
      log.warn(
        { connector: planned.connectorId, fault: fault.kind },
        'a connector did not say what has changed',
      );
      return { fault };
    }
  },
  async settle(scope, planned, { changes, everything = false, fault }, { connectorId }) {
    const nothing = { result: null, subject: null };
    if (!planned) return nothing;
    const until = fault?.kind === 'THROTTLED' && (await leaveAlone(scope, connectorId, fault.retryAfterMs));
    const [watch] = await scope.sql<{ mark: string | null }>(
      'select mark from connector_watch where connector_id = $1 for update',
      [connectorId],
    );
    // Two have asked: the other was faster, and what it was told is being looked at.
    if (!watch || watch.mark !== planned.mark) return nothing;
    const lookAgain = async (names: readonly string[] | null): Promise<number> => {
      const [again] = await scope.sql<{ n: number }>('select look_again($1, $2, $3) as n', [
        connectorId,
        names,
        scope.now,
      ]);
      return again?.n ?? 0;
    };
    if (fault) {
      // A clear no: from now on each service is looked at by itself.
      const given = watch.mark !== null && !fault.passing;
      await scope.sql(
        `update connector_watch set problem = $2, next_at = least(next_at, $3), mark = case when not $4 then mark end
          where connector_id = $1`,
        [connectorId, fault.reason, until || null, given],
      );
      return given ? { result: await lookAgain(null), subject: null } : nothing;
    }
    if (!changes) return nothing;
    const changed =
      everything || changes.names.length ? await lookAgain(everything ? null : changes.names) : 0;
    await scope.sql(
      `update connector_watch set mark = $2, asked_at = $3, changed = $4, problem = null,
          everything_at = case when $5 then $3 else everything_at end where connector_id = $1`,
      [connectorId, changes.mark, scope.now, changed, everything],
    );
    scope.hint({ kind: 'Connector', id: connectorId });
    return { result: changed, subject: null };
  },
});
