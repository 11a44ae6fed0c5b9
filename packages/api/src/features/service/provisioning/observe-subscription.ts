import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { type Outcome, outsideVerb } from '../../../kernel/verb.ts';
import { ConnectorFault, kindOf } from '../connectors/index.ts';
import { look, type Sight } from './carry-out.ts';
import { differences, mayBeAccepted, moved, PLACE, sameShape, stillAccepted, withAccepted } from './drift.ts';
import type { DriftPolicy } from './drift-rule.entity.ts';
import { isOpenJob } from './job-conditions.ts';
import { makeJobs } from './make-jobs.ts';
import { noteObservation } from './note-observation.ts';
import { type ProvidedService, providedService, type Reached } from './provided-service.ts';
import { shapeOf } from './shape-of.ts';

/** What came of a look: nothing to look at, busy until then, in vain, or what is there. */
export interface Look {
  busyUntil?: Date;
  problem?: string;
}

interface Planned extends Look {
  service: ProvidedService;
  connector: Reached;
}

/** What was seen, or why nothing could be. */
type Called = Partial<Sight> & { problem?: string };

/**
 * Looks at what is there for a subscription, compares it with what is to be there, and does about a difference what the rule of its
 * connector says: a job puts it right, it is kept as it is, or it waits for somebody to decide. What has been changed on our own
 * side is no drift, and is carried out. A service that is not yet where its product has gone differs in that: nobody looks at it. [P1]
 */
export const observeSubscription = outsideVerb({
  name: 'observeSubscription',
  permission: 'system',
  input: input('ObserveSubscriptionInput', { subscriptionId: id() }),
  async plan(scope, { subscriptionId }): Promise<Planned | null> {
    const service = await providedService(scope, subscriptionId);
    const connector = service?.connector;
    const kind = connector && kindOf(connector.kind);
    // Of what is only told, or done by hand, the last word is known already.
    if (!service || !connector || connector.disabledAt || service.state !== 'ACTIVE') return null;
    if (await isUnderWay(scope, subscriptionId)) return null;
    if (service.formerly) return { service, connector };
    if (!kind) return null;
    const [turn] = await scope.sql<{ at: Date | null }>('select take_turn($1, null, $2, $3, $4) as at', [
      connector.connectorId,
      kind.limits.atOnce,
      kind.limits.perMinute,
      scope.now,
    ]);
    if (!turn?.at) {
      // What the other side has told until now, this look sees.
      await scope.sql('update observation set told = false where subscription_id = $1', [subscriptionId]);
      return { service, connector };
    }
    await scope.sql('update observation set next_at = $2 where subscription_id = $1', [
      subscriptionId,
      turn.at,
    ]);
    return { service, connector, busyUntil: turn.at };
  },
  async call(planned, _input, { log, services }): Promise<Called> {
    if (!planned || planned.busyUntil || planned.service.formerly) return {};
    const { connector, service } = planned;
    try {
      return await look(connector, service.wanted, services.seals, services.outbound.allow);
    } catch (error) {
      if (!(error instanceof ConnectorFault)) throw error;
      log.warn({ connector: connector.connectorId, fault: error.kind }, 'a look at a connector was in vain');
      return { problem: error.reason };
    }
  },
  async settle(scope, planned, { problem, ...seen }, { subscriptionId }): Promise<Outcome<Look>> {
    if (!planned) return { result: {}, subject: null };
    const { service, connector, busyUntil } = planned;
    if (busyUntil) return { result: { busyUntil }, subject: null };
    if (problem) {
      await scope.sql('update observation set problem = $2 where subscription_id = $1', [
        subscriptionId,
        problem,
      ]);
      return { result: { problem }, subject: null };
    }
    await scope.sql('select from subscription where id = $1 for no key update', [subscriptionId]);
    // A job that has begun meanwhile sees for itself.
    if (await isUnderWay(scope, subscriptionId)) return { result: {}, subject: null };
    const found = service.formerly
      ? await noteMoved(scope, service, connector)
      : await compare(scope, service, connector, seen);
    if (!found) return { result: {}, subject: null };
    const { resellerId, companyId, endUserId, wanted } = service;
    const subject = {
      type: 'Subscription',
      id: subscriptionId,
      resellerId,
      companyId,
      endUserId,
      reference: wanted.reference,
      changed: [found],
    };
    return { result: {}, subject };
  },
});

/** Whether a job is at it, or about to be, or has failed: then what is there is not what is to be there anyway. */
async function isUnderWay(scope: Scope, subscriptionId: string): Promise<boolean> {
  const open = await scope.sql(
    `select from provisioning_job j where j.subscription_id = $1 and ${isOpenJob('j')} limit 1`,
    [subscriptionId],
  );
  return open.length > 0;
}

/** Notes what was seen and does what is to be done about it; what of the subscription has changed with that, if anything. */
async function compare(
  scope: Scope,
  { wanted, known, productId, ...tenancy }: ProvidedService,
  connector: Reached,
  { observed = null, knownAs }: Partial<Sight>,
): Promise<'drift' | 'accepted' | undefined> {
  const { subscriptionId } = wanted;
  const { connectorId } = connector;
  const desired = shapeOf(connector, wanted);
  const kind = kindOf(connector.kind);
  if (!kind || !desired) return undefined;
  const accepted = stillAccepted(known.accepted, desired);
  const ours = known.desired !== null && !sameShape(known.desired, desired);
  const drift = differences(
    { desired: withAccepted(desired, accepted), observed },
    kind.steps,
    known.drift,
    scope.now,
  );
  const policy = drift.length ? await policyOf(scope, connectorId, productId) : 'ASK';
  const keeps = policy === 'ACCEPT' && !ours && mayBeAccepted(drift) && drift.length > 0;
  await noteObservation(
    scope,
    { ...tenancy, subscriptionId },
    {
      connectorId,
      desired,
      observed,
      drift: keeps || ours ? [] : drift,
      accepted: keeps ? [...accepted, ...drift] : accepted,
      ...(knownAs && { knownAs }),
      again: true,
    },
  );
  if (drift.length && ours) await makeJobs(scope, [subscriptionId], 'CHANGE');
  else if (drift.length && policy === 'CORRECT') await makeJobs(scope, [subscriptionId], 'CORRECT');
  if (keeps) return 'accepted';
  return drift.length && !ours && !known.drift.length ? 'drift' : undefined;
}

/** Notes that a service is not where its product is set up by now; by the rule for that connector it moves, or waits for somebody. */
async function noteMoved(
  scope: Scope,
  { wanted: { subscriptionId }, known, productId }: ProvidedService,
  { connectorId }: Reached,
): Promise<'drift' | undefined> {
  await scope.sql(
    `update observation set drift = jsonb_build_array($2::jsonb), drifted_at = coalesce(drifted_at, $3), problem = null
      where subscription_id = $1`,
    [subscriptionId, JSON.stringify(moved(known.drift, scope.now)), scope.now],
  );
  if ((await policyOf(scope, connectorId, productId)) === 'CORRECT')
    await makeJobs(scope, [subscriptionId], 'CORRECT');
  return known.drift.some(({ attribute }) => attribute === PLACE) ? undefined : 'drift';
}

async function policyOf(scope: Scope, connectorId: string, productId: string): Promise<DriftPolicy> {
  const [rule] = await scope.sql<{ policy: DriftPolicy }>(
    `select policy from drift_rule where connector_id = $1 and (product_id = $2 or product_id is null)
      order by product_id is null limit 1`,
    [connectorId, productId],
  );
  return rule?.policy ?? 'ASK';
}
