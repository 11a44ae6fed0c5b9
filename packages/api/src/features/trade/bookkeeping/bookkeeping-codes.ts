import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { setting } from '../../../kernel/protection.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { BookkeepingTarget } from './bookkeeping-codes.entity.ts';
import { BookkeepingSubject, USUAL } from './subjects.ts';

/** What a program calls an account, a kind of sales or a rate of whoever asks. */
@ObjectType()
export class BookkeepingCode {
  @Field(() => BookkeepingSubject) subject!: BookkeepingSubject;
  @Field(() => String) code!: string;
  @Field(() => String, { description: 'What it is there as it comes.' }) usual!: string;
}

/** The codes that one's own files are written with. [O1] */
export const bookkeepingCodes = view({
  name: 'bookkeepingCodes',
  permission: 'LEDGER_READ',
  input: input('BookkeepingCodesInput', { target: oneOf(BookkeepingTarget) }),
  type: () => [BookkeepingCode],
  run: (scope, { target }) => readCodes(scope, target),
});

export async function readCodes(scope: Scope, target: BookkeepingTarget): Promise<BookkeepingCode[]> {
  const [own] = await scope.sql<{ codes: Partial<Record<BookkeepingSubject, string>> }>(
    `select codes from bookkeeping_codes where reseller_id = ${setting('reseller_id')} and target = $1`,
    [target],
  );
  return (Object.entries(USUAL[target]) as [BookkeepingSubject, string][]).map(([subject, usual]) => ({
    subject,
    usual,
    code: own?.codes[subject] ?? usual,
  }));
}
