import { line, optional } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input, nested } from '../../../kernel/input.ts';
import type { StatementColumns } from './read-csv.ts';

/** The titles of the columns of a bank's CSV file. */
export const columnsInput = nested(
  'BankColumnsInput',
  z.object({
    on: line(80),
    amount: line(80),
    paidOut: optional(line(80)),
    reference: line(80),
    payer: optional(line(80)),
    account: optional(line(80)),
    bankId: optional(line(80)),
  }),
);

/** Which column of the bank's CSV files is what, by its title. */
@ObjectType()
export class BankColumns implements StatementColumns {
  @Field(() => String) on!: string;
  @Field(() => String) amount!: string;
  @Field(() => String, { nullable: true }) paidOut!: string | null;
  @Field(() => String) reference!: string;
  @Field(() => String, { nullable: true }) payer!: string | null;
  @Field(() => String, { nullable: true }) account!: string | null;
  @Field(() => String, { nullable: true }) bankId!: string | null;
}

/** The columns of one's last CSV file, at most one set. [B7] */
export const bankColumns = view({
  name: 'bankColumns',
  permission: 'PAYMENT_WRITE',
  input: input('BankColumnsOfInput', {}),
  type: () => [BankColumns],
  async run(scope): Promise<BankColumns[]> {
    const rows = await scope.sql<{ columns: BankColumns }>(
      'select columns from bank_columns where reseller_id = $1',
      [memberOf(scope.actor).resellerId],
    );
    return rows.map(({ columns }) => columns);
  },
});
