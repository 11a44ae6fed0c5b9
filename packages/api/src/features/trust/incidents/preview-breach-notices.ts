import { id } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { DataClass } from '../../../kernel/personal-data.ts';
import { SecurityIncident } from './incident.entity.ts';
import { missingOf } from './missing.ts';
import { readReach } from './reach.ts';

const MOST_SHOWN = 500;

@ObjectType()
class BreachController {
  @Field(() => ID, { nullable: true }) companyId!: string | null;
  @Field(() => ID) resellerId!: string;
  @Field(() => String) controllerName!: string;
  @Field(() => String) resellerName!: string;
  @Field(() => Boolean, { description: 'Told without a reseller between.' }) direct!: boolean;
  @Field(() => Int) endUsers!: number;
  @Field(() => Int) administrators!: number;
  @Field(() => [DataClass]) dataClasses!: DataClass[];
  @Field(() => Int, { description: 'How many times it was told already.' }) phases!: number;
}

/** Whom an incident concerns by now: what sending would do. */
@ObjectType()
class BreachNoticePreview {
  @Field(() => Int) controllers!: number;
  @Field(() => Int, { description: 'Resellers through whom notices go.' }) resellers!: number;
  @Field(() => Int) endUsers!: number;
  @Field(() => Int) administrators!: number;
  @Field(() => Int, { description: 'Controllers that were told nothing yet.' }) untold!: number;
  @Field(() => [String], { description: 'What is missing before notices can be sent, in sentences.' })
  missing!: string[];
  @Field(() => [BreachController], { description: `The first ${MOST_SHOWN}.` })
  shown!: BreachController[];
}

/** Who would be told of an incident, computed from what was touched. [D5] */
export const breachNoticePreview = view({
  name: 'breachNoticePreview',
  permission: 'INCIDENT_MANAGE',
  input: input('BreachNoticePreviewInput', { incidentId: id() }),
  type: () => BreachNoticePreview,
  async run(scope, { incidentId }): Promise<BreachNoticePreview> {
    const incident = await scope.load(SecurityIncident, incidentId);
    const reached = await readReach(scope, incidentId);
    const sum = (of: 'endUsers' | 'administrators') => reached.reduce((all, each) => all + each[of], 0);
    return {
      controllers: reached.length,
      resellers: new Set(reached.filter(({ direct }) => !direct).map(({ resellerId }) => resellerId)).size,
      endUsers: sum('endUsers'),
      administrators: sum('administrators'),
      untold: reached.filter(({ noticeId }) => !noticeId).length,
      missing: missingOf(incident, reached.length).map(({ message }) => message),
      shown: reached.slice(0, MOST_SHOWN),
    };
  },
});
