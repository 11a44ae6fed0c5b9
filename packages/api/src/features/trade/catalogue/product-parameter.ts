import { parameterList, productParameter } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { nested, oneOf } from '../../../kernel/input.ts';
import { enumeration } from '../../../kernel/table.ts';

export const ParameterKind = enumeration('ParameterKind', {
  NUMBER: 'NUMBER',
  CHOICE: 'CHOICE',
  TEXT: 'TEXT',
  FLAG: 'FLAG',
});

/** One thing that a product asks to be chosen when it is ordered. [C1] */
@ObjectType()
export class ProductParameter {
  @Field(() => String, { description: 'What programs call it, such as quotaGb.' }) name!: string;
  @Field(() => String) label!: string;
  @Field(() => String, { nullable: true }) help!: string | null;
  @Field(() => ParameterKind) kind!: keyof typeof ParameterKind;
  @Field(() => Boolean) required!: boolean;
  @Field(() => Boolean, { description: 'Whether it may be another value later.' }) changeable!: boolean;
  @Field(() => String, { nullable: true, description: 'Of a number: in what it is counted, such as GB.' })
  unit!: string | null;
  @Field(() => Int, { nullable: true }) least!: number | null;
  @Field(() => Int, { nullable: true }) most!: number | null;
  @Field(() => [String], { description: 'What can be chosen, of a choice.' }) choices!: string[];
  @Field(() => String, {
    nullable: true,
    description: 'Of a text: a regular expression that the whole of it fits.',
  })
  pattern!: string | null;
  @Field(() => String, { nullable: true, description: 'How a text that fits looks.' }) example!:
    | string
    | null;
  @Field(() => String, {
    nullable: true,
    description: 'What it is where nothing is said, as text: 50, true, Standard.',
  })
  standard!: string | null;
}

/** What staff give of one. */
const one = nested('ProductParameterInput', productParameter().extend({ kind: oneOf(ParameterKind) }));
export const productParameters = () => parameterList(one);
