import { line, optional } from '@steward/shared';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';

/**
 * What whoever submits a file states, by version. A text that has been released is never edited: change-sets name the version
 * that was stated.
 */
const TEXTS: Readonly<Record<string, string>> = {
  '2026-11':
    'The people in this file know that their details are given to this service and what for, and have agreed to it where their agreement is needed. The details come from a source that I am allowed to use, and I have checked them.',
};
export const STATEMENT = '2026-11';

@ObjectType()
export class BulkChangeStatement {
  @Field(() => String) version!: string;
  @Field(() => String) text!: string;
}

/** What is to be stated before a bulk change is confirmed, or what was stated in that version. [U2] */
export const bulkChangeStatement = view({
  name: 'bulkChangeStatement',
  permission: 'END_USER_WRITE',
  input: input('BulkChangeStatementInput', { version: optional(line(20)) }),
  type: () => BulkChangeStatement,
  async run(_scope, { version }): Promise<BulkChangeStatement> {
    const text = TEXTS[version ?? STATEMENT];
    if (text === undefined) throw notFound('statement');
    return { version: version ?? STATEMENT, text };
  },
});
