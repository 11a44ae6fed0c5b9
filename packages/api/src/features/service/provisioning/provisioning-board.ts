import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Jobs that ended within one hour. */
@ObjectType()
export class ProvisioningHour {
  @Field(() => GraphQLDateTime, { description: 'When the hour began.' }) from!: string;
  @Field(() => Int) done!: number;
  @Field(() => Int, { description: 'Attempts that did not succeed.' }) failedAttempts!: number;
}

/** How one connector stands. */
@ObjectType()
export class ConnectorWork {
  @Field(() => ID) connectorId!: string;
  @Field(() => String) name!: string;
  @Field(() => Int, { description: 'Waiting for their turn, or to be tried again.' }) waiting!: number;
  @Field(() => Int) running!: number;
  @Field(() => Int) failed!: number;
  @Field(() => Int) doneLastHour!: number;
  @Field(() => Int, { description: 'Services that differ.' }) drifted!: number;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'Until then it asked to be left alone.' })
  heldUntil!: string | null;
}

/** Jobs that have failed at one connector for one reason. */
@ObjectType()
export class ProvisioningFailure {
  @Field(() => ID, { nullable: true }) connectorId!: string | null;
  @Field(() => String, { nullable: true, description: 'Null: none is configured.' }) connector!:
    | string
    | null;
  @Field(() => String, { nullable: true, description: 'How the last attempt ended.' }) fault!: string | null;
  @Field(() => Int) jobs!: number;
  @Field(() => String, { nullable: true, description: 'What the last of them says.' }) reason!: string | null;
  @Field(() => GraphQLDateTime, { description: 'Since when the first of them is asked for.' }) since!: string;
}

/** Provisioning at a glance, for staff. */
@ObjectType()
export class ProvisioningBoard {
  @Field(() => Int, { description: 'Waiting for their turn.' }) queued!: number;
  @Field(() => Int) running!: number;
  @Field(() => Int, { description: 'Failed and tried again by themselves.' }) retrying!: number;
  @Field(() => Int, { description: 'To be done by hand.' }) byHand!: number;
  @Field(() => Int) failed!: number;
  @Field(() => Int, { description: 'Services that differ from what was ordered.' }) drifted!: number;
  @Field(() => ID, { nullable: true, description: 'The job that waits longest.' }) oldestJobId!:
    | string
    | null;
  @Field(() => GraphQLDateTime, { nullable: true }) oldestSince!: string | null;
  @Field(() => [ProvisioningHour], { description: 'The last 24 hours, oldest first.' })
  hours!: ProvisioningHour[];
  @Field(() => [ConnectorWork]) connectors!: ConnectorWork[];
  @Field(() => [ProvisioningFailure], { description: 'Most jobs first.' }) failures!: ProvisioningFailure[];
}

type Totals = Omit<ProvisioningBoard, 'hours' | 'connectors' | 'failures'>;

/** How provisioning stands: what waits, what goes on, what has failed and why. [P1] */
export const provisioningBoard = view({
  name: 'provisioningBoard',
  permission: 'PROVISIONING_WRITE',
  input: input('ProvisioningBoardInput', {}),
  type: () => ProvisioningBoard,
  async run(scope): Promise<ProvisioningBoard> {
    const [totals] = await scope.sql<Totals>(
      `select count(*) filter (where state = 'QUEUED')::int as queued, count(*) filter (where state = 'RUNNING')::int as running,
          count(*) filter (where state = 'RETRYING')::int as retrying, count(*) filter (where state = 'WAITING')::int as "byHand",
          count(*) filter (where state = 'PARKED')::int as failed,
          (select count(*)::int from observation where drifted_at is not null) as drifted,
          (array_agg(id order by created_at, id) filter (where state in ('QUEUED', 'RUNNING', 'RETRYING')))[1] as "oldestJobId",
          min(created_at) filter (where state in ('QUEUED', 'RUNNING', 'RETRYING')) as "oldestSince"
         from provisioning_job where state not in ('DONE', 'CANCELLED')`,
    );
    if (!totals) throw new Error('A sum has one row.');
    return {
      ...totals,
      hours: await hours(scope),
      connectors: await connectors(scope),
      failures: await failures(scope),
    };
  },
});

const hours = (scope: Scope): Promise<ProvisioningHour[]> =>
  scope.sql<ProvisioningHour>(
    `with hour as (
       select h as "from" from generate_series(date_trunc('hour', $1::timestamptz) - interval '23 hours',
         date_trunc('hour', $1::timestamptz), interval '1 hour') h),
     done as (
       select date_trunc('hour', finished_at) as "from", count(*)::int as jobs from provisioning_job
        where finished_at >= date_trunc('hour', $1::timestamptz) - interval '23 hours' and state = 'DONE' group by 1),
     failed as (
       select date_trunc('hour', at) as "from", count(*)::int as attempts from provisioning_attempt
        where at >= date_trunc('hour', $1::timestamptz) - interval '23 hours' and outcome <> 'DONE' group by 1)
     select hour."from", coalesce(done.jobs, 0) as done, coalesce(failed.attempts, 0) as "failedAttempts"
       from hour left join done using ("from") left join failed using ("from") order by hour."from"`,
    [scope.now],
  );

const connectors = (scope: Scope): Promise<ConnectorWork[]> =>
  scope.sql<ConnectorWork>(
    `with open as (
       select connector_id, count(*) filter (where state in ('QUEUED', 'RETRYING'))::int as waiting,
           count(*) filter (where state = 'RUNNING')::int as running, count(*) filter (where state = 'PARKED')::int as failed
         from provisioning_job where state not in ('DONE', 'CANCELLED') and connector_id is not null group by 1),
     done as (
       select connector_id, count(*)::int as jobs from provisioning_job
        where finished_at >= $1::timestamptz - interval '1 hour' and state = 'DONE' group by 1),
     drifted as (
       select connector_id, count(*)::int as services from observation where drifted_at is not null group by 1)
     select c.id as "connectorId", c.name, coalesce(o.waiting, 0) as waiting, coalesce(o.running, 0) as running,
         coalesce(o.failed, 0) as failed, coalesce(d.jobs, 0) as "doneLastHour", coalesce(f.services, 0) as drifted,
         case when p.held_until > $1 then p.held_until end as "heldUntil"
       from connector c left join open o on o.connector_id = c.id left join done d on d.connector_id = c.id
       left join drifted f on f.connector_id = c.id left join connector_pace p on p.connector_id = c.id
      order by c.name_key, c.id`,
    [scope.now],
  );

const failures = (scope: Scope): Promise<ProvisioningFailure[]> =>
  scope.sql<ProvisioningFailure>(
    `select j.connector_id as "connectorId", c.name as connector, j.fault, count(*)::int as jobs,
         (array_agg(j.reason order by j.created_at desc, j.id desc))[1] as reason, min(j.created_at) as since
       from provisioning_job j left join connector c on c.id = j.connector_id
      where j.state = 'PARKED' group by 1, 2, 3 order by 4 desc, 2, 3 limit 50`,
  );
