import type { Level } from '@steward/shared';
import { Choice, Id, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';

/**
 * Who opened what about a person, from outside their own company: written by the kernel for every read that says so, never
 * changed; seen by the person, their company and staff. [U6]
 */
@Table('disclosure', {
  area: 'privacy',
  notes: true,
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'where it happened',
  begins: 'even while suspended: what is opened is put down',
  may: { platform: 'si', company: 's', endUser: 's' },
})
export class Disclosure {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Id({ nullable: true }) endUserId!: string | null;
  @Moment() at!: Date;
  @Text({ description: 'The query that was answered, e.g. endUser.' }) what!: string;
  @Id() subjectId!: string;
  @Choice(LevelChoice, { description: 'As whom it was opened.' }) level!: Level;
  @Ref() membershipId!: string;
  @Ref({ nullable: true }) personId!: string | null;
  @Text() requestId!: string;
}
