import { address, bank } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { nested } from '../../../kernel/input.ts';

/** A postal address; `country` is ISO 3166 alpha-2. */
@ObjectType()
export class Address {
  @Field(() => String) line1!: string;
  @Field(() => String, { nullable: true }) line2!: string | null;
  @Field(() => String) city!: string;
  @Field(() => String, { nullable: true }) county!: string | null;
  @Field(() => String) postcode!: string;
  @Field(() => String) country!: string;
}

/** Where an invoice's issuer wants its money. */
@ObjectType()
export class Bank {
  @Field(() => String) accountName!: string;
  @Field(() => String) sortCode!: string;
  @Field(() => String) accountNumber!: string;
}

export const addressInput = nested('AddressInput', address());
export const bankInput = nested('BankInput', bank());
