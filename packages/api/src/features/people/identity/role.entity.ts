import type { Level } from '@steward/shared';
import { ID, Int } from 'type-graphql';
import { type Permission, PermissionChoice } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';
import { LevelChoice } from './membership.entity.ts';

/** What a role is: built in, made by its tenant, or made for one grant of access, with which it goes and which lists leave out. */
export const RoleKind = enumeration('RoleKind', {
  OWNER: 'OWNER',
  TECHNICIAN: 'TECHNICIAN',
  FINANCE: 'FINANCE',
  READ_ONLY: 'READ_ONLY',
  END_USER: 'END_USER',
  CUSTOM: 'CUSTOM',
  GRANT: 'GRANT',
});
export type RoleKind = keyof typeof RoleKind;

/** The built-in ones are everyone's, and whoever acts knows their own. */
const known = `${setting('membership_id')} is not null
  and (reseller_id is null or id = (select m.role_id from membership m where m.id = ${setting('membership_id')}))`;

/**
 * What its memberships may do: of staff (then it is the platform's), of a reseller, or of a company. The built-in ones of
 * each level are no tenant's; their permissions follow from the product. Areas and what is managed follow from the
 * permissions (`reachOf`). Nobody gives what they do not hold: see roles.sql. [T6]
 */
@Table('role', {
  data: { kept: 'WHILE_USED', none: 'level name permissions areas version manages kind createdAt' },
  area: 'directory',
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: it lets nobody in by itself',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', endUser: 's', worker: 's', gate: 'siu' },
  own: {
    platform: known,
    reseller: known,
    company: known,
    endUser: known,
    worker: `reseller_id is null and ${setting('reseller_id')} is not null`,
  },
  writes: {
    platform: "kind = 'CUSTOM'",
    reseller: "kind = 'CUSTOM' and level <> 'PLATFORM'",
    company: "kind = 'CUSTOM'",
  },
  impersonal: ['name', 'permissions'],
  constraints: { role_name_key: ['name', 'There is a role of this name already. Choose another one.'] },
})
export class Role {
  @Key() id!: string;
  @Choice(LevelChoice) level!: Level;
  @Ref({ nullable: true }) resellerId!: string | null;
  @Ref({ nullable: true }) companyId!: string | null;
  @Choice(RoleKind) kind!: RoleKind;
  @Text() name!: string;
  @column('text[]', () => [PermissionChoice], {}) permissions!: Permission[];
  /** Those it has a permission in; none: all. */
  @column('text[]', () => [String], { api: false, nullable: true }) areas!: string[] | null;
  /** Those of them in which it may change rows; none: all. */
  @column('text[]', () => [String], { api: false, nullable: true }) manages!: string[] | null;
  /** Goes up with every change: whoever's token carries an outdated one has to fetch a new one. [S25] */
  @Whole({ api: false }) version!: number;
  @Moment() createdAt!: Date;

  @Computed(
    () => Int,
    (row) => `select count(*) from membership m where m.role_id = ${row}.id`,
    { description: 'How many have it, of those whom the reader sees.' },
  )
  memberCount!: number;
  /** Its company or reseller; none: it is built in. */
  @Computed(
    () => ID,
    (row) => `coalesce(${row}.company_id, ${row}.reseller_id)`,
    { nullable: true },
  )
  tenantId!: string | null;
}
