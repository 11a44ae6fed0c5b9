import { ID } from 'type-graphql';
import { NOBODY } from '../../../kernel/actor.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Key,
  Moment,
  One,
  Ref,
  Sealed,
  Table,
} from '../../../kernel/table.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { ofChangesOfReader, ProcessorChange } from './processor-change.entity.ts';

/** UPHELD: the change is withdrawn. MEASURES: what is done to meet it. MAY_LEAVE: the services may be ended without charge. */
export const ObjectionAnswer = enumeration('ObjectionAnswer', {
  UPHELD: 'UPHELD',
  MEASURES: 'MEASURES',
  MAY_LEAVE: 'MAY_LEAVE',
});
export type ObjectionAnswer = keyof typeof ObjectionAnswer;

const ofAnnouncer = ofChangesOfReader('change_id');

/**
 * What a controller has against a change, and what whoever announced it says to that. Both are kept. What they write may speak of
 * people, so it is sealed; who raised and answered it is kept as their membership. [D1]
 */
@Table('processor_objection', {
  data: {
    kept: 'PROOF',
    since: 'raisedAt',
    ends: 'row',
    ACTOR: { for: 'ACCOUNTABILITY', CONTENT: 'reason answerText', TRAFFIC: 'raisedAt answeredAt' },
    none: 'answer',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: a right is not suspended',
  kept: ofAnnouncer,
  may: { platform: 'su', reseller: 'siu', company: 'si', worker: 's', gate: 's' },
  writes: {
    // The product itself seals it anew when keys are changed.
    platform: `(${ofAnnouncer} or ${setting('membership_id')} = '${NOBODY}')`,
    // Its own, once, to what the platform does; what others say to its changes it answers.
    reseller: `(company_id is null and answered_at is null and raised_by = ${setting('membership_id')} or ${ofAnnouncer})`,
    company: `raised_by = ${setting('membership_id')} and answered_at is null`,
  },
  ownRight: true,
  changes: {
    platform: ['reason', 'answer', 'answerText', 'answeredAt', 'answeredBy'],
    reseller: ['answer', 'answerText', 'answeredAt', 'answeredBy'],
  },
  impersonal: ['answer'],
  constraints: { processor_objection_once: ['changeId', 'You have objected to this change already.'] },
})
export class ProcessorObjection {
  @Key() id!: string;
  @Ref() changeId!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Sealed() reason!: string;
  @Moment() raisedAt!: Date;
  @column('uuid', () => ID, { api: false }) raisedBy!: string;
  @Choice(ObjectionAnswer, { nullable: true }) answer!: ObjectionAnswer | null;
  @Sealed({ nullable: true, description: 'What was answered, in words.' }) answerText!: string | null;
  @Moment({ nullable: true }) answeredAt!: Date | null;
  @column('uuid', () => ID, { api: false, nullable: true }) answeredBy!: string | null;

  @One(() => ProcessorChange, 'changeId') change!: ProcessorChange;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @Computed(
    () => String,
    (row) => `coalesce((select c.name from company c where c.id = ${row}.company_id),
    (select r.name from reseller r where r.id = ${row}.reseller_id and ${row}.company_id is null), '')`,
  )
  tenantName!: string;
  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.raised_by`,
    {
      nullable: true,
    },
  )
  raisedByName!: string | null;
  @Computed(
    () => Boolean,
    (row) => `(${ofChangesOfReader(`${row}.change_id`)} and ${setting('company_id')} is null)`,
    {
      description: 'Whoever asks is who answers it.',
    },
  )
  toAnswer!: boolean;
}
