import { id } from '@steward/shared';
import { diffWordsWithSpace } from 'diff';
import { Field, ObjectType } from 'type-graphql';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { notFound } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';

const TextChangeKind = enumeration('TextChangeKind', { SAME: 'SAME', ADDED: 'ADDED', REMOVED: 'REMOVED' });

@ObjectType()
class TextChange {
  @Field(() => TextChangeKind) kind!: keyof typeof TextChangeKind;
  @Field(() => String) text!: string;
}

/** The text of one version of the agreement with what was left out of it and put into it since another, in reading order. [D1] */
export const agreementChanges = view({
  name: 'agreementChanges',
  permission: 'AGREEMENT_READ',
  input: input('AgreementChangesInput', { fromId: id(), toId: id() }),
  type: () => [TextChange],
  async run(scope, { fromId, toId }): Promise<TextChange[]> {
    const texts = await scope.sql<{ id: string; text: string }>(
      'select id, text from agreement where id = any ($1)',
      [[fromId, toId]],
    );
    const textOf = (agreementId: string): string => {
      const found = texts.find((one) => one.id === agreementId);
      if (!found) throw notFound('agreement');
      return found.text;
    };
    // Texts have 50,000 characters at most; whatever differs too much to be compared in a second is shown as replaced.
    const from = textOf(fromId);
    const to = textOf(toId);
    const parts = diffWordsWithSpace(from, to, { timeout: 1_000 }) ?? [
      { value: from, removed: true, added: false },
      { value: to, removed: false, added: true },
    ];
    return parts.map(({ value, added, removed }) => ({
      kind: added ? 'ADDED' : removed ? 'REMOVED' : 'SAME',
      text: value,
    }));
  },
});
