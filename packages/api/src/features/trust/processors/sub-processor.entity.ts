import { ID } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  Day,
  enumeration,
  Flag,
  Key,
  Moment,
  Ref,
  Table,
  Text,
} from '../../../kernel/table.ts';

/** ANNOUNCED: to come on its day. WITHDRAWN: it was announced, and never came. */
export const SubProcessorState = enumeration('SubProcessorState', {
  ANNOUNCED: 'ANNOUNCED',
  IN_USE: 'IN_USE',
  ENDED: 'ENDED',
  WITHDRAWN: 'WITHDRAWN',
});
export type SubProcessorState = keyof typeof SubProcessorState;

/** By what personal data may leave the United Kingdom (Art. 44 to 49 UK GDPR); NONE: they do not leave it. */
export const TransferMechanism = enumeration('TransferMechanism', {
  NONE: 'NONE',
  ADEQUACY: 'ADEQUACY',
  IDTA: 'IDTA',
  UK_ADDENDUM: 'UK_ADDENDUM',
  SCC: 'SCC',
});
export type TransferMechanism = keyof typeof TransferMechanism;

/** SQL: whoever asks keeps the register that this row stands in. */
export const ofReader = (row: string): string =>
  `(${row}.reseller_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`;

/** What the platform does is for everyone to read who is signed in. */
export const everyones = `by_platform and ${setting('membership_id')} is not null`;

/**
 * The register of each operator: whoever processes personal data on its behalf, where, and by what they get there. The platform's
 * stands for everyone, a reseller's for its companies. Of persons it holds nothing; a contact is a post box for security. [D1]
 */
@Table('sub_processor', {
  data: {
    kept: 'PROOF',
    since: 'until',
    none: 'byPlatform name legalEntity country places does transfer securityContact productIds state since until createdAt',
  },
  area: 'privacy',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: it says what is so',
  may: { platform: 'siu', reseller: 'siu', company: 's', endUser: 's', worker: 'su', gate: 's' },
  own: {
    platform: everyones,
    reseller: everyones,
    company: everyones,
    endUser: everyones,
  },
  writes: {
    platform: `by_platform and reseller_id = ${setting('reseller_id')}`,
    reseller: 'not by_platform',
  },
  changes: {
    platform: ['securityContact', 'state', 'until'],
    reseller: ['securityContact', 'state', 'until'],
    worker: ['places', 'state', 'transfer', 'until'],
  },
  impersonal: ['name', 'securityContact', 'state', 'until'],
  constraints: {
    sub_processor_named: [
      'name',
      'It stands in your register already. Give another name, or end that one first.',
    ],
  },
})
export class SubProcessor {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'The platform’s own, for everyone; otherwise a reseller’s, for its companies.' })
  byPlatform!: boolean;
  @Text() name!: string;
  @Text({ description: 'The company with which there is a contract.' }) legalEntity!: string;
  @Text({ description: 'Where it is established, as a country code.' }) country!: string;
  @column('text[]', () => [String], { description: 'Where it processes personal data.' }) places!: string[];
  @Text({ description: 'What it does with them.' }) does!: string;
  @Choice(TransferMechanism) transfer!: TransferMechanism;
  @Text({ description: 'Where its security people are reached.' }) securityContact!: string;
  @column('uuid[]', () => [ID], { description: 'The products it takes part in; none: in all of them.' })
  productIds!: string[];
  @Choice(SubProcessorState) state!: SubProcessorState;
  @Day({ description: 'Its first day.' }) since!: string;
  @Day({ nullable: true, description: 'The day after its last.' }) until!: string | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => [String],
    (row) => namesOfProducts(`${row}.product_ids`),
    {
      description: 'The names of those products.',
    },
  )
  products!: string[];
  @Computed(() => Boolean, ofReader, { description: 'It stands in the register of whoever asks.' })
  ofReader!: boolean;
}

/** SQL: the names of these products. */
export const namesOfProducts = (ids: string): string =>
  `select coalesce(json_agg(p.name order by p.name), '[]') from product p where p.id = any (${ids})`;
