import type { Level } from '@steward/shared';
import {
  Choice,
  Computed,
  enumeration,
  Id,
  Key,
  Many,
  Moment,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { AccessQuestion } from './access-question.entity.ts';

/** Why: the company's own administration, support that it let in, or the service, which its reseller and the platform run. */
export const OpeningReason = enumeration('OpeningReason', {
  OWN_ADMINISTRATION: 'OWN_ADMINISTRATION',
  SUPPORT: 'SUPPORT',
  SERVICE: 'SERVICE',
});

/**
 * Who opened what about a person who is not themselves: written by the kernel for every read that says so, never
 * changed; seen by the person, their company and staff. [U6]
 */
@Table('access_entry', {
  data: {
    called: 'note of who looked',
    kept: 'PROOF',
    since: 'at',
    ends: 'row',
    END_USER: { for: 'ACCOUNTABILITY', TRAFFIC: 'at what level requestId reason roleName' },
  },
  area: 'privacy',
  notes: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is opened is put down',
  may: { platform: 'si', company: 's', endUser: 's', gate: 's' },
})
export class AccessEntry {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id({ nullable: true }) endUserId!: string | null;
  @Moment() at!: Date;
  @Text({
    description: 'The query that was answered: endUser for a record, calls for the list of a person’s calls.',
  })
  what!: string;
  @Id({ description: 'The row that was opened, or to which a list was narrowed.' }) subjectId!: string;
  @Choice(LevelChoice, { description: 'As whom it was opened.' }) level!: Level;
  @Ref() membershipId!: string;
  @Ref({ nullable: true }) personId!: string | null;
  @Choice(OpeningReason) reason!: keyof typeof OpeningReason;
  @Text({ description: 'What the role was called; empty for what was noted before roles were.' })
  roleName!: string;
  @Text() requestId!: string;

  @Computed(
    () => String,
    (row) => `select opened_by(${row}.id)`,
    { description: 'Who it was, and for whom: a person and their company, reseller or the platform.' },
  )
  byName!: string;
  @Computed(
    () => String,
    (row) =>
      `select concat_ws(' ', u.first_name, u.last_name) from end_user u where u.id = ${row}.end_user_id`,
    { nullable: true, description: 'Whose record it was, if they are there still.' },
  )
  endUserName!: string | null;
  /** At most one: what the person asked about it. */
  @Many(() => AccessQuestion, 'accessEntryId', 'asked_at', 1) questions!: AccessQuestion[];
}
