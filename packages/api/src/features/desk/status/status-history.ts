import { availability, SEVERITIES, type Severity } from '@steward/shared';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** How far back it goes. */
export const HISTORY_DAYS = 90;

/** One day of a component, in London; minutes of each severity, of what overlaps the worst. */
@ObjectType()
export class StatusDay {
  @Field(() => GraphQLDate) date!: string;
  @Field(() => Int, { description: 'How long the day is: clocks may change on it, and today is under way.' })
  minutes!: number;
  @Field(() => Int) maintenance!: number;
  @Field(() => Int) degraded!: number;
  @Field(() => Int) partialOutage!: number;
  @Field(() => Int) majorOutage!: number;
}

@ObjectType()
export class ComponentHistory {
  @Field(() => ID) componentId!: string;
  @Field(() => [StatusDay], { description: 'The last 90 days, today last.' }) days!: StatusDay[];
  @Field(() => Float, {
    nullable: true,
    description: 'The part of the time outside maintenance in which it was not out, 0 to 1.',
  })
  available!: number | null;
}

/** The last 90 days of the components that whoever asks may look at, with what is below each. [N4] */
export const statusHistory = view({
  name: 'statusHistory',
  permission: 'STATUS_READ',
  input: input('StatusHistoryInput', {}),
  type: () => [ComponentHistory],
  run: (scope) => readHistory(scope, 'true'),
});

interface Affected {
  componentId: string;
  severity: Severity | null;
  since: Date;
  until: Date | null;
}

/** The history of the components that a condition (SQL over the alias `c`) names. */
export async function readHistory(scope: Scope, condition: string): Promise<ComponentHistory[]> {
  const rows = await scope.sql<Affected>(
    `with recursive whole as (
         select c.id, c.id as part from component c where c.retired_at is null and ${condition}
         union all select w.id, c.id from component c join whole w on c.parent_id = w.part)
       select w.id as "componentId", i.severity, i.since, i.until from whole w
         left join component_impact i on i.component_id = w.part
           and i.since <= $1 and coalesce(i.until > $1 - interval '${HISTORY_DAYS + 1} days', true)`,
    [scope.now],
  );
  return [...Map.groupBy(rows, ({ componentId }) => componentId)].map(([componentId, found]) => {
    const impacts = found.flatMap(({ severity, since, until }) =>
      severity ? [{ severity, since, until }] : [],
    );
    const { days, available } = availability(impacts, { days: HISTORY_DAYS, now: scope.now });
    return { componentId, available, days: days.map(dayOf) };
  });
}

function dayOf({ date, minutes, affected }: ReturnType<typeof availability>['days'][number]): StatusDay {
  const [maintenance = 0, degraded = 0, partialOutage = 0, majorOutage = 0] = SEVERITIES.map(
    (severity) => affected[severity],
  );
  return { date, minutes, maintenance, degraded, partialOutage, majorOutage };
}
