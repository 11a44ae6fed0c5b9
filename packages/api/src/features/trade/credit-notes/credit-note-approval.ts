import { Field, ObjectType } from 'type-graphql';
import { memberOf } from '../../../kernel/actor.ts';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { GraphQLMinor } from '../../../kernel/scalars.ts';

/** Which of one's own credit notes take a second person. */
@ObjectType()
export class CreditNoteApproval {
  @Field(() => GraphQLMinor, {
    nullable: true,
    description: 'Those for more than this, with VAT. None: one person is enough, whatever the sum.',
  })
  approveAboveMinor!: number | null;
  @Field(() => String, { description: 'Of that sum: one’s own.' }) currency!: string;
}

/** From which sum on one's own credit notes take a second person. [B6] */
export const creditNoteApproval = view({
  name: 'creditNoteApproval',
  permission: 'CREDIT_NOTE_WRITE',
  input: input('CreditNoteApprovalInput', {}),
  type: () => CreditNoteApproval,
  async run(scope): Promise<CreditNoteApproval> {
    const [rule] = await scope.sql<CreditNoteApproval>(
      `select p.approve_above_minor::float8 as "approveAboveMinor", r.currency
        from reseller r left join credit_note_policy p on p.reseller_id = r.id where r.id = $1`,
      [memberOf(scope.actor).resellerId],
    );
    return rule as CreditNoteApproval;
  },
});
