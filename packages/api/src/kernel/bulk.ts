import { id } from '@steward/shared';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';

@ObjectType()
export class BulkRefusal {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'What people call it.' }) name!: string;
  @Field(() => String, { description: 'Why it was left as it is.' }) reason!: string;
}

/** What came of something that was to be done with many. */
@ObjectType()
export class BulkOutcome {
  @Field(() => Int, { description: 'With how many it was done.' }) done!: number;
  @Field(() => [BulkRefusal]) refused!: BulkRefusal[];
}

const MOST = 500;

/** The ids of what something is to be done with; each counts once. */
export const bulkIds = (what: string) =>
  z
    .array(id())
    .min(1, `Must name at least one ${what}.`)
    .max(MOST, `May name at most ${MOST}.`)
    .transform((ids) => [...new Set(ids)]);
