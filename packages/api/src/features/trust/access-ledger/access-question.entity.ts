import { ID } from 'type-graphql';
import { Computed, column, Key, Moment, Ref, Sealed, Table } from '../../../kernel/table.ts';

/** What somebody asks about an opening of what is about them, and what their company answers: once each. [U6] */
@Table('access_question', {
  data: {
    kept: 'PROOF',
    since: 'askedAt',
    ends: 'row',
    END_USER: { for: 'RIGHTS', CONTENT: 'question answer', SERVICE: 'askedAt answeredAt' },
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: whoever is kept on record may ask who looked',
  may: { platform: 'su', company: 'su', endUser: 'si', worker: 's' },
  // The platform seals anew under another key.
  changes: { platform: ['question', 'answer'], company: ['answer', 'answeredAt', 'answeredBy'] },
  constraints: { access_question_once: ['entryId', 'You have asked about this entry already.'] },
})
export class AccessQuestion {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref() endUserId!: string;
  @Ref() accessEntryId!: string;
  @Sealed({ description: 'In their own words.' }) question!: string;
  @Moment() askedAt!: Date;
  @Sealed({ nullable: true, description: 'What their company says; null: it is yet to answer.' })
  answer!: string | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @column('uuid', () => ID, { api: false, nullable: true }) answeredBy!: string | null;

  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.answered_by`,
    { nullable: true, levels: ['PLATFORM', 'COMPANY'] },
  )
  answeredByName!: string | null;
}
