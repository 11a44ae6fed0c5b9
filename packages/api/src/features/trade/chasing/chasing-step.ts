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
  }),
);

/** What an issuer gives of its steps: at least one, each on a day of its own. */
export const chasingSteps = () =>
  z
    .array(step)
    .min(1, 'There must be at least one reminder.')
    .max(10, 'There may be at most 10 reminders.')
    .superRefine((steps, context) => {
      steps.forEach(({ day }, i) => {
        if (steps.findIndex((other) => other.day === day) < i)
          context.addIssue({
            code: 'custom',
            path: [i, 'day'],
            message: 'There is another reminder on this day already.',
          });
      });
    })
    .transform((steps) => steps.toSorted((a, b) => a.day - b.day));
