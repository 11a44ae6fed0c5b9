import { date, requestDeadline as deadlineOf } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { view } from '../../../kernel/graphql/door.ts';
import { input, nested, oneOf } from '../../../kernel/input.ts';
import { invalid } from '../../../kernel/problem.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { UkRegion } from './region.ts';

@ObjectType()
export class RequestDeadline {
  @Field(() => GraphQLDate, { description: 'The end of the first month; an extension is told by then.' })
  dueOn!: string;
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'The end of the third month; null unless it is extended.',
  })
  extendedDueOn!: string | null;
  @Field(() => String, { description: 'How the date came about, in a sentence.' }) reason!: string;
}

const pauseInput = nested('PauseInput', z.object({ from: date(), to: date() }));

/** By when a request about somebody's data is to be answered: dates only, of no request. [D3] */
export const requestDeadline = view({
  name: 'requestDeadline',
  permission: 'member',
  input: input('RequestDeadlineInput', {
    receivedOn: date(),
    region: oneOf(UkRegion),
    pauses: z.array(pauseInput).max(100, 'May be at most 100.'),
    extended: z.boolean(),
  }),
  type: () => RequestDeadline,
  async run(_scope, terms): Promise<RequestDeadline> {
    for (const [i, { from, to }] of terms.pauses.entries()) {
      if (from < terms.receivedOn)
        throw invalid(`pauses.${i}.from`, 'Must not lie before the day of receipt.');
      if (to < from) throw invalid(`pauses.${i}.to`, 'Must not lie before the first day.');
    }
    return deadlineOf(terms);
  },
});
