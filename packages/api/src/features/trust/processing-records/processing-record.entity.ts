import { Field, ObjectType } from 'type-graphql';
import {
  DataClass,
  type PURPOSES,
  type Purpose,
  PurposeChoice,
  Subject,
} from '../../../kernel/personal-data.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Document,
  enumeration,
  Flag,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { TransferMechanism } from '../processors/index.ts';

/** Whose record: of what a tenant does for itself (Art. 30(1)), or on behalf of others (Art. 30(2)). */
export const RecordForm = enumeration('RecordForm', { CONTROLLER: 'CONTROLLER', PROCESSOR: 'PROCESSOR' });
export type RecordForm = keyof typeof RecordForm;

/** A tenant that keeps a record: the platform, a reseller or a company. */
export type RecordLevel = 'PLATFORM' | 'RESELLER' | 'COMPANY';

export const LawfulBasis = enumeration('LawfulBasis', {
  CONTRACT: 'CONTRACT',
  LEGAL_OBLIGATION: 'LEGAL_OBLIGATION',
  LEGITIMATE_INTERESTS: 'LEGITIMATE_INTERESTS',
  CONSENT: 'CONSENT',
});

@ObjectType({ description: 'What is done with personal data for one purpose.' })
export class RecordedActivity {
  @Field(() => PurposeChoice) purpose!: Purpose;
  @Field(() => LawfulBasis) basis!: (typeof PURPOSES)[Purpose]['basis'];
  @Field(() => String, { description: 'What the basis rests on.' }) because!: string;
  @Field(() => [Subject], { description: 'Whose data.' }) subjects!: Subject[];
  @Field(() => [DataClass], { description: 'Which data.' }) classes!: DataClass[];
  @Field(() => [String], { description: 'How long it is kept, in words.' }) kept!: string[];
}

@ObjectType({ description: 'Who gets the data to process it.' })
export class RecordedRecipient {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'What it does with them.' }) does!: string;
  @Field(() => String, { nullable: true, description: 'Where it is established, as a country code.' })
  country!: string | null;
  @Field(() => [String], { description: 'Where it processes them.' }) places!: string[];
  @Field(() => TransferMechanism, { description: 'By what they may leave the United Kingdom.' })
  transfer!: TransferMechanism;
}

@ObjectType({ description: 'On whose behalf it is done.' })
export class RecordedController {
  @Field(() => String) name!: string;
  @Field(() => [String]) address!: string[];
  @Field(() => String, { nullable: true, description: 'The reseller that stands between.' })
  through!: string | null;
}

@ObjectType()
export class RecordedProcessing {
  @Field(() => [RecordedActivity]) activities!: RecordedActivity[];
  @Field(() => [RecordedRecipient]) recipients!: RecordedRecipient[];
  @Field(() => [RecordedController], { description: 'Of a processor’s record; otherwise none.' })
  onBehalfOf!: RecordedController[];
  @Field(() => [String], { description: 'How the data is kept secure.' }) measures!: string[];
}

/** A tenant keeps its own records; the platform looks at everyone's, a reseller at its companies'. */
const own = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  begins: 'even while suspended: it says what is so',
  rows: { reseller: `reseller_id = ${setting('reseller_id')} and level <> 'PLATFORM'` },
} as const;

/** Whom people and the authority ask about a tenant's data: the officer of Art. 37, if it has one. [D6] */
@Table('data_protection_contact', {
  data: {
    kept: 'ACCOUNT',
    whose: 'nobody: whom a tenant names for questions about data',
    ends: 'row',
    ADMINISTRATOR: { for: 'RIGHTS', IDENTITY: 'name email', CONTACT: 'phone', SERVICE: 'officer' },
    none: 'level',
  },
  ...own,
  place: 'with its company',
  may: { platform: 'siu', reseller: 'siu', company: 'siu' },
  writes: {
    // A company's goes with it when the platform moves it to another reseller.
    platform: `(level = 'PLATFORM' and reseller_id = ${setting('reseller_id')} or level = 'COMPANY')`,
    reseller: `level = 'RESELLER'`,
  },
  impersonal: ['officer'],
})
export class DataProtectionContact {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Choice(LevelChoice, { api: false }) level!: RecordLevel;
  @Text() name!: string;
  @Text() email!: string;
  @Sealed({ nullable: true }) phone!: string | null;
  @Flag({ description: 'A data protection officer in the sense of Art. 37.' }) officer!: boolean;
}

/** A version of a tenant's record of processing, as what is configured made it; never changed. [D6] */
@Table('processing_record', {
  data: {
    kept: 'PROOF',
    since: 'createdAt',
    whose: 'nobody: whom a tenant names for questions about data',
    ends: 'row',
    CUSTOMER: { for: 'ACCOUNTABILITY', IDENTITY: 'name content', LOCATION: 'address' },
    ADMINISTRATOR: { for: 'ACCOUNTABILITY', IDENTITY: 'contactName contactEmail', CONTACT: 'contactPhone' },
    none: 'level form version contactOfficer changes sha256 createdAt',
  },
  ...own,
  place: 'where it happened',
  may: { platform: 'siu', reseller: 's', company: 's' },
  // Sealed anew when keys rotate.
  changes: { platform: ['contactPhone'] },
})
export class ProcessingRecord {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Choice(LevelChoice) level!: RecordLevel;
  @Choice(RecordForm) form!: RecordForm;
  @Whole() version!: number;
  @Text({ description: 'Of whoever keeps it.' }) name!: string;
  @column('text[]', () => [String], {}) address!: string[];
  @Text({ nullable: true, description: 'Whom to ask.' }) contactName!: string | null;
  @Text({ nullable: true }) contactEmail!: string | null;
  @Sealed({ nullable: true }) contactPhone!: string | null;
  @Flag({ nullable: true, description: 'They are a data protection officer in the sense of Art. 37.' })
  contactOfficer!: boolean | null;
  @Document(() => RecordedProcessing) content!: RecordedProcessing;
  @column('text[]', () => [String], { description: 'What is otherwise than in the version before.' })
  changes!: string[];
  @Text({ description: 'Of all that it says: two versions with the same say the same.' }) sha256!: string;
  @Moment() createdAt!: Date;

  @Computed(
    () => Boolean,
    (row) =>
      `not exists (select from processing_record n where n.reseller_id = ${row}.reseller_id
         and n.company_id is not distinct from ${row}.company_id and n.level = ${row}.level and n.form = ${row}.form
         and n.version > ${row}.version)`,
    { description: 'The version that holds now.' },
  )
  current!: boolean;
}
