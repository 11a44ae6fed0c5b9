import { Field, ID, ObjectType } from 'type-graphql';
import { GraphQLMinor } from '../../../kernel/scalars.ts';

/** A line of an invoice at the other side of what a credit or debit note is about, and what of it would be credited, or charged more, alike. */
@ObjectType()
export class NoteMatch {
  @Field(() => ID) invoiceId!: string;
  @Field(() => String) invoiceNumber!: string;
  @Field(() => String) customerName!: string;
  @Field(() => String) currency!: string;
  @Field(() => ID) lineId!: string;
  @Field(() => String) description!: string;
  @Field(() => GraphQLMinor, { description: 'Net; of a credit at most what is left of the line.' })
  netMinor!: number;
}
