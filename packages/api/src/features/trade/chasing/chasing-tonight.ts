import { localDate } from '@steward/shared';
import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLDate, GraphQLMinor } from '../../../kernel/scalars.ts';
import { administratorsOf } from '../billing/index.ts';
import { aboutServices } from './chase-customers.ts';
import { subjectOfLetter } from './chasing-letter.ts';
import { ChasingStep, RestrictionKind } from './chasing-step.ts';
import { nextChasing, planChasing } from './plan-chasing.ts';
import { readChased } from './read-chased.ts';
import { servicesAtStake } from './services-at-stake.ts';

@ObjectType()
export class PlannedReminderView {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) number!: string;
  @Field(() => GraphQLDate) dueOn!: string;
  @Field(() => String) currency!: string;
  @Field(() => GraphQLMinor) dueMinor!: number;
  @Field(() => ChasingStep) step!: ChasingStep;
  @Field(() => Boolean, { description: 'No other is to follow.' }) last!: boolean;
}

/** What is said to begin, or begins. */
@ObjectType()
export class PlannedRestrictionView {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) number!: string;
  @Field(() => RestrictionKind) kind!: RestrictionKind;
  @Field(() => GraphQLDate) on!: string;
  @Field(() => Boolean, { description: 'It begins; if not, it is a warning.' }) begins!: boolean;
}

@ObjectType()
export class PlannedLetterView {
  @Field(() => ID, { nullable: true }) companyId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The reseller, if a reseller gets it.' }) resellerId!:
    | string
    | null;
  @Field(() => String) customerName!: string;
  @Field(() => String) subject!: string;
  @Field(() => [String], { description: 'The addresses it goes to.' }) to!: string[];
  @Field(() => [PlannedReminderView]) reminders!: PlannedReminderView[];
  @Field(() => [PlannedRestrictionView]) restrictions!: PlannedRestrictionView[];
  @Field(() => [String], { description: 'What is suspended, or would be: which, and how many.' })
  services!: string[];
}

/** The reminders that go out next, if nothing is paid or changed before. */
@ObjectType()
export class ChasingPlan {
  @Field(() => GraphQLDate, { description: 'The day on which they go.' }) on!: string;
  @Field(() => [PlannedLetterView]) letters!: PlannedLetterView[];
}

/** Who would get what next: what the job will do, by the same rules, without doing it. [B7] */
export const chasingTonight = view({
  name: 'chasingTonight',
  permission: 'CHASING_WRITE',
  input: input('ChasingTonightInput', {}),
  type: () => ChasingPlan,
  async run(scope): Promise<ChasingPlan> {
    const on = nextChasing(scope.now, localDate(scope.now));
    const { resellerId: own } = memberOf(scope.actor);
    const letters = planChasing(on, await readChased(scope, own, on));
    const atStake = await servicesAtStake(scope, own, aboutServices(letters));
    const readers = await administratorsOf(scope, letters);
    return {
      on,
      letters: letters.map((letter) => ({
        companyId: letter.companyId,
        resellerId: letter.companyId ? null : letter.resellerId,
        customerName: letter.customerName,
        subject: subjectOfLetter(on, letter),
        to: (readers.get(letter.companyId ?? letter.resellerId) ?? []).map(({ email }) => email),
        reminders: letter.reminders.map(
          ({ invoice: { id: invoiceId, number, dueOn, currency, dueMinor }, step, last }) => ({
            invoiceId,
            number,
            dueOn,
            currency,
            dueMinor,
            step,
            last,
          }),
        ),
        restrictions: letter.restrictions.map(({ invoice, kind, on: day, begins }) => ({
          invoiceId: invoice.id,
          number: invoice.number,
          kind,
          on: day,
          begins,
        })),
        services: atStake.get(letter.companyId ?? '') ?? [],
      })),
    };
  },
});
