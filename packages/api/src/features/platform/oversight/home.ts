import { Field, Float, Int, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { HOME } from './home-figures.ts';

/** A sum of pence is whole, but may be more than the 32 bits of Int hold. */
const minor = { nullable: true, description: 'Minor units.' } as const;
const whole = { nullable: true } as const;

@ObjectType()
export class MonthAmount {
  @Field(() => String, { description: 'YYYY-MM' }) month!: string;
  @Field(() => Float, { description: 'Minor units, without VAT.' }) netMinor!: number;
}

/** How things stand for whoever asks; null where a figure does not concern their level. [O1] */
@ObjectType()
export class Home {
  @Field(() => Int, whole) resellers!: number | null;
  @Field(() => Int, whole) companies!: number | null;
  @Field(() => Int, whole) endUsers!: number | null;
  @Field(() => Int, whole) activeSubscriptions!: number | null;
  @Field(() => Int, { nullable: true, description: 'Provisioning that waits for staff.' })
  manualTasks!: number | null;
  @Field(() => Int, whole) parkedJobs!: number | null;
  @Field(() => Int, whole) jobsUnderway!: number | null;
  @Field(() => Int, { nullable: true, description: 'Administrators who have not accepted yet.' })
  openInvitations!: number | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Of the invoices you issued, or, for a company, received.',
  })
  overdueCount!: number | null;
  @Field(() => Float, minor) overdueMinor!: number | null;
  @Field(() => Float, minor) outstandingMinor!: number | null;
  @Field(() => Float, { ...minor, description: 'What a month of the subscriptions running today comes to.' })
  recurringMinor!: number | null;
  @Field(() => Float, { ...minor, description: 'For resellers: recurring at retail less wholesale.' })
  marginMinor!: number | null;
  @Field(() => [MonthAmount], { description: 'Invoiced in the last twelve months, by month of issue.' })
  revenue!: MonthAmount[];
  @Field(() => Boolean, { description: 'The company has yet to accept the newest processing agreement.' })
  agreementDue!: boolean;
}

/** The console's home for the level of whoever asks, in one statement. [O1] */
export const home = view({
  name: 'home',
  permission: 'member',
  input: input('HomeInput', {}),
  type: () => Home,
  async run(scope): Promise<Home> {
    const [row] = await scope.sql<{ home: Home }>(HOME[memberOf(scope.actor).level]);
    if (!row) throw new Error('A select without a table answers with a row.');
    return row.home;
  },
});
