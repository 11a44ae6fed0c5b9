import { optional, prose } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { nested, oneOf } from '../../../kernel/input.ts';
import { enumeration } from '../../../kernel/table.ts';

export const ChasingTone = enumeration('ChasingTone', {
  FRIENDLY: 'FRIENDLY',
  FIRM: 'FIRM',
  FINAL: 'FINAL',
});
export type ChasingTone = keyof typeof ChasingTone;

/** What an issuer withholds from a customer who does not pay. SUSPENSION: services that may be are suspended, and nothing new is ordered. */
export const RestrictionKind = enumeration('RestrictionKind', {
  NO_NEW_ORDERS: 'NO_NEW_ORDERS',
  SUSPENSION: 'SUSPENSION',
});
export type RestrictionKind = keyof typeof RestrictionKind;

/** A reminder of an invoice, by the day on which it is sent. [B7] */
@ObjectType()
export class ChasingStep {
  @Field(() => Int, {
    description: 'From the day on which it is due: -3 is three days before, 7 a week after.',
  })
  day!: number;
  @Field(() => ChasingTone) tone!: ChasingTone;
  @Field(() => String, {
    nullable: true,
    description: 'How its letter begins; none: as is usual for its tone.',
  })
  text!: string | null;
  @Field(() => RestrictionKind, {
    nullable: true,
    description: 'What begins with it, after a warning; none: it is a letter only.',
  })
  effect!: RestrictionKind | null;
}

const step = nested(
  'ChasingStepInput',
  z.object({
    day: z
      .number()
      .int('Must be a whole number of days.')
      .min(-30, 'May be at most 30 days before.')
      .max(180, 'May be at most 180 days after.'),
    tone: oneOf(ChasingTone),
    text: optional(prose(500)),
    effect: optional(oneOf(RestrictionKind)),
  }),
);

/** For how many days it is known what begins: no less. */
export const WARNING_DAYS = { least: 7, most: 60 };

/** What an issuer gives of its steps: at least one, each on a day of its own. */
export const chasingSteps = () =>
  z
    .array(step)
    .min(1, 'There must be at least one reminder.')
    .max(10, 'There may be at most 10 reminders.')
    .superRefine((steps, context) => {
      steps.forEach(({ day, effect }, i) => {
        if (steps.findIndex((other) => other.day === day) < i)
          context.addIssue({
            code: 'custom',
            path: [i, 'day'],
            message: 'There is another reminder on this day already.',
          });
        if (effect && steps.findIndex((other) => other.effect === effect) < i)
          context.addIssue({
            code: 'custom',
            path: [i, 'effect'],
            message: 'There is another step that does this already.',
          });
      });
    })
    .transform((steps) => steps.toSorted((a, b) => a.day - b.day));
