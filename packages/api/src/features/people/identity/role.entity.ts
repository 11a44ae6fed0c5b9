import type { Level } from '@steward/shared';
import { setting } from '../../../kernel/protection.ts';
import { Choice, column, Flag, Key, Ref, Table, Text, Whole } from '../../../kernel/table.ts';
import { LevelChoice } from './membership.entity.ts';

const member = `${setting('membership_id')} is not null`;
const ofReseller = `${member} and (reseller_id is null or reseller_id = ${setting('reseller_id')})`;

/** What its memberships may do. The built-in one of each level is no tenant's; its permissions follow from the product. */
@Table('role', {
  internal: true,
  area: 'reference',
  tenant: 'none',
  may: { platform: 's', reseller: 's', company: 's', endUser: 's', gate: 'siu' },
  rows: { platform: member, reseller: ofReseller, company: ofReseller, endUser: ofReseller },
})
export class Role {
  @Key() id!: string;
  @Choice(LevelChoice) level!: Level;
  @Ref({ nullable: true }) resellerId!: string | null;
  @Ref({ nullable: true }) companyId!: string | null;
  @Text() name!: string;
  /** Made for somebody who is in for support; nobody else is given it. */
  @Flag({ api: false }) lent!: boolean;
  @column('text[]', () => [String], { api: false }) permissions!: string[];
  /** Those it has a permission in; none: all. */
  @column('text[]', () => [String], { api: false, nullable: true }) areas!: string[] | null;
  /** Those of them in which it may change rows; none: all. */
  @column('text[]', () => [String], { api: false, nullable: true }) manages!: string[] | null;
  /** Goes up with every change: whoever's token carries an outdated one has to fetch a new one. [S25] */
  @Whole() version!: number;
}
