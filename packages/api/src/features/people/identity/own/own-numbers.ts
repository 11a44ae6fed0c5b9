import { Field, ID, ObjectType } from 'type-graphql';
import { memberOf } from '../../../../kernel/actor.ts';
import { view } from '../../../../kernel/graphql/door.ts';
import { input } from '../../../../kernel/input.ts';
import { Membership } from '../membership.entity.ts';

/** The numbers in the record of whoever asks. */
@ObjectType()
export class OwnNumbers {
  @Field(() => ID, { description: 'Of the membership.' }) id!: string;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) mobile!: string | null;
  @Field(() => String, { nullable: true }) fax!: string | null;
}

export const numbersOf = ({ id, phone, mobile, fax }: Membership): OwnNumbers => ({ id, phone, mobile, fax });

/** One’s own numbers here, whatever one’s role lets one see of others. [T2] */
export const ownNumbers = view({
  name: 'ownNumbers',
  permission: 'member',
  input: input('OwnNumbersInput', {}),
  type: () => OwnNumbers,
  run: async (scope): Promise<OwnNumbers> =>
    numbersOf(await scope.load(Membership, memberOf(scope.actor).membershipId)),
});
