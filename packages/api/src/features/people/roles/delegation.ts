import { Field, ObjectType } from 'type-graphql';
import { type Area, AreaChoice } from '../../../kernel/area.ts';
import { Computed, enumeration } from '../../../kernel/table.ts';

/** Where a company says how far it lets its reseller in; privacy, exchange and settings are its own in any case. */
export const DELEGATED: readonly Area[] = ['directory', 'services', 'billing', 'support', 'records'];

/** MANAGE: the reseller sees and changes; VIEW: it sees; NONE: there is nothing there for it. */
export const DelegationAccess = enumeration('DelegationAccess', {
  NONE: 'NONE',
  VIEW: 'VIEW',
  MANAGE: 'MANAGE',
});

@ObjectType()
class Delegation {
  @Field(() => AreaChoice) area!: Area;
  @Field(() => DelegationAccess) access!: keyof typeof DelegationAccess;
}

/** How far a company lets its reseller in, area by area. What it says nothing of the reseller manages. [T3] */
export const delegations: PropertyDecorator = Computed(
  () => [Delegation],
  (
    row,
  ) => `select jsonb_agg(jsonb_build_object('area', a.area, 'access', coalesce(d.access, 'MANAGE')) order by a.place)
    from unnest('{${DELEGATED.join()}}'::text[]) with ordinality a (area, place)
      left join closed_area d on d.company_id = ${row}.id and d.area = a.area`,
  {
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    description: 'How far it lets its reseller in, area by area.',
  },
);
