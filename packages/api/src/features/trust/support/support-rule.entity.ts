import type { Level } from '@steward/shared';
import { type Area, AreaChoice } from '../../../kernel/area.ts';
import { Choice, Computed, column, Key, Moment, One, Ref, Table, Whole } from '../../../kernel/table.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { SupportMode } from './support-grant.entity.ts';

/** What a company allows at most without being asked each time: to its reseller's people, or to the platform's. [T4] */
@Table('support_rule', {
  data: { kept: 'WHILE_USED', none: 'askerLevel areas mode minutes setAt' },
  area: 'support',
  ownRight: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'only while active',
  // Staff move it with its company; what a reseller was allowed is no other reseller's.
  may: { platform: 'su', reseller: 's', company: 'siud', gate: 'sd' },
  impersonal: ['mode', 'minutes', 'areas', 'askerLevel'],
})
export class SupportRule {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Choice(LevelChoice, { description: 'Whom it is for: PLATFORM or RESELLER.' }) askerLevel!: Level;
  @column('text[]', () => [AreaChoice], {}) areas!: Area[];
  @Choice(SupportMode) mode!: SupportMode;
  @Whole() minutes!: number;
  @Moment() setAt!: Date;
  @Ref() setBy!: string;

  @Computed(
    () => String,
    (row) => `select m.first_name || ' ' || m.last_name from membership m where m.id = ${row}.set_by`,
    { nullable: true },
  )
  setByName!: string | null;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
}
