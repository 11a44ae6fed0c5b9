import { id } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { input } from '../../../kernel/input.ts';
import { conflict, invalid, notFound } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { outsideVerb, perform } from '../../../kernel/verb.ts';
import type { Shape } from '../connectors/index.ts';
import type { DryRun } from './dry-run.ts';
import { dryRunServices, MOST_AT_ONCE } from './dry-run-services.ts';
import { isOpenJob } from './job-conditions.ts';
import { TOLD_ATTRIBUTES } from './message.ts';
import { ServiceAttribute } from './observation.entity.ts';

@ObjectType()
export class PlannedStep {
  @Field(() => String, { description: 'By the connector’s own word.' }) name!: string;
  @Field(() => String, { description: 'What it would do, to what.' }) words!: string;
}

/** What would be done for one subscription. */
@ObjectType()
export class PlannedService {
  @Field(() => ID) subscriptionId!: string;
  @Field(() => String) reference!: string;
  @Field(() => String) product!: string;
  @Field(() => String, { nullable: true, description: 'Null: the company as a whole.' }) person!:
    | string
    | null;
  @Field(() => String) company!: string;
  @Field(() => Boolean, { description: 'Whether the service is to be there in the end.' }) there!: boolean;
  @Field(() => [ServiceAttribute], { description: 'Empty: nothing is to be there.' })
  desired!: ServiceAttribute[];
  @Field(() => [ServiceAttribute], { description: 'Empty: nothing is there.' }) observed!: ServiceAttribute[];
  @Field(() => [PlannedStep], { description: 'In their order; none: nothing would be done.' })
  steps!: PlannedStep[];
  @Field(() => String, { nullable: true, description: 'Why it cannot be told, or cannot be done.' }) problem!:
    | string
    | null;
}

/** A dry run. */
@ObjectType()
export class ConnectorPlan {
  @Field(() => [PlannedService]) services!: PlannedService[];
  @Field(() => Int, { description: 'How many more there are, at which nobody has looked.' }) more!: number;
}

interface Chosen {
  subscriptionId: string;
  resellerId: string;
}

interface Planned {
  chosen: readonly Chosen[];
  all: number;
}

/**
 * Shows what would be done: looks at what there is, compares it with what is to be there, and says the steps that lead from the one
 * to the other. Nothing is changed, there or here. Of a connector those come first that something is left to do for. [P2]
 */
export const planConnector = outsideVerb({
  name: 'planConnector',
  description: `A dry run, of one subscription or, for staff, of those at a connector, ${MOST_AT_ONCE} at most: the steps that would be taken. Nothing is changed.`,
  permission: 'PROVISIONING_RETRY',
  input: input('PlanConnectorInput', {
    subscriptionId: id().optional(),
    connectorId: id().optional(),
    productId: id().optional(),
  }),
  async plan(scope, { subscriptionId, connectorId, productId }): Promise<Planned> {
    if ((subscriptionId === undefined) === (connectorId === undefined)) {
      throw invalid('subscriptionId', 'Must name a subscription, or connectorId a connector, and not both.');
    }
    if (connectorId === undefined && productId !== undefined) {
      throw invalid('productId', 'Is for a connector only.');
    }
    if (connectorId) return atConnector(scope, connectorId, productId ?? null);
    const chosen = await scope.sql<Chosen>(
      'select id as "subscriptionId", reseller_id as "resellerId" from subscription where id = $1',
      [subscriptionId],
    );
    if (!chosen.length) throw notFound('subscription');
    return { chosen, all: 1 };
  },
  async call({ chosen }, _input, setting): Promise<readonly DryRun[]> {
    const found = new Map<string, DryRun>();
    for (const resellerId of new Set(chosen.map((one) => one.resellerId))) {
      const subscriptionIds = chosen
        .filter((one) => one.resellerId === resellerId)
        .map((one) => one.subscriptionId);
      const credentials = {
        kind: 'system',
        task: 'dry run',
        resellerId,
        does: [dryRunServices.name],
      } as const;
      const { busy, runs } = await perform({ ...setting, credentials }, dryRunServices, { subscriptionIds });
      if (busy) throw conflict('The provisioning system is busy. Please try again in a minute.');
      for (const run of runs) found.set(run.service.wanted.subscriptionId, run);
    }
    return chosen.flatMap(({ subscriptionId }) => found.get(subscriptionId) ?? []);
  },
  settle: (_scope, { chosen, all }, runs) =>
    Promise.resolve({
      result: { services: runs.map(told), more: Math.max(0, all - chosen.length) },
      subject: null,
    }),
});

/** The services at a connector, first those that something is left to do for, or that were not as they are to be. */
async function atConnector(scope: Scope, connectorId: string, productId: string | null): Promise<Planned> {
  if (memberOf(scope.actor).level !== 'PLATFORM') throw notFound('connector');
  const there = await scope.sql('select from connector where id = $1', [connectorId]);
  if (!there.length) throw notFound('connector');
  const chosen = await scope.sql<Chosen & { all: number }>(
    `select s.id as "subscriptionId", s.reseller_id as "resellerId", count(*) over ()::int as "all"
       from subscription s join product p on p.id = s.product_id left join observation o on o.subscription_id = s.id
      where p.connector_id = $1 and ($2::uuid is null or p.id = $2) and s.state <> 'ENDED'
      order by exists (select from provisioning_job j where j.subscription_id = s.id and ${isOpenJob('j')}) desc,
        (o.drifted_at is not null) desc, s.reference limit ${MOST_AT_ONCE}`,
    [connectorId, productId],
  );
  return { chosen, all: chosen[0]?.all ?? 0 };
}

function told({ service, there, kind, desired, observed, steps, problem }: DryRun): PlannedService {
  const { wanted, productName } = service;
  const { person, company, subscriptionId, reference } = wanted;
  const words: Readonly<Record<string, string>> = kind?.attributes ?? TOLD_ATTRIBUTES;
  return {
    subscriptionId,
    reference,
    product: productName,
    person: person && `${person.givenName} ${person.familyName}`.trim(),
    company: company.name,
    there,
    desired: attributes(desired, words),
    observed: attributes(observed, words),
    steps: steps.map(({ name, words: what }) => ({ name, words: what })),
    problem,
  };
}

const attributes = (shape: Shape | null, words: Readonly<Record<string, string>>): ServiceAttribute[] =>
  Object.entries(shape ?? {})
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([attribute, value]) => ({
      attribute,
      label: words[attribute] ?? attribute,
      value: Array.isArray(value) ? [...value].sort().join(', ') : String(value),
    }));
