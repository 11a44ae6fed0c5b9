import type { Minor } from '@steward/shared';
import { Field, Int, ObjectType } from 'type-graphql';
import { GraphQLMinor } from '../../../kernel/scalars.ts';
import { VatCategory } from './vat.ts';

/** The VAT of all lines of one rate and category. [B5] */
@ObjectType()
export class InvoiceVat {
  @Field(() => Int, { description: 'Hundredths of a per cent: 2000 is 20 %.' }) vatRateBp!: number;
  @Field(() => VatCategory) vatCategory!: VatCategory;
  @Field(() => String, { nullable: true, description: 'What the invoice must say of it.' }) vatReason!:
    | string
    | null;
  @Field(() => GraphQLMinor) netMinor!: Minor;
  @Field(() => GraphQLMinor) vatMinor!: Minor;
  @Field(() => Int, {
    nullable: true,
    description: 'The rate at which the customer accounts for the VAT itself, in the United Kingdom.',
  })
  notionalBp?: number | null;
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'What it accounts for; it is no part of the total.',
  })
  notionalMinor?: Minor | null;
}
