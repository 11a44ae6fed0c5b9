import { SEVERITIES, type Severity } from '@steward/shared';
import { ID } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import {
  Choice,
  Computed,
  column,
  enumeration,
  Flag,
  Id,
  Key,
  Moment,
  Ref,
  Table,
  Text,
  Whole,
} from '../../../kernel/table.ts';

/** How badly an incident affects a component. */
export const OutageSeverity = enumeration('OutageSeverity', {
  DEGRADED: 'DEGRADED',
  PARTIAL_OUTAGE: 'PARTIAL_OUTAGE',
  MAJOR_OUTAGE: 'MAJOR_OUTAGE',
});
const ImpactSeverity = enumeration('ImpactSeverity', {
  UNDER_MAINTENANCE: 'UNDER_MAINTENANCE',
  ...OutageSeverity,
});
export const ComponentState = enumeration('ComponentState', {
  OPERATIONAL: 'OPERATIONAL',
  ...ImpactSeverity,
});
export type ComponentState = keyof typeof ComponentState;

/** SQL: the moment it is by the scope's clock, read once per statement. */
const now = `(select current_setting('steward.now')::timestamptz)`;

/** SQL: whoever asks keeps this row: the platform its own, a reseller its own. */
export const ofReader = (row: string): string =>
  `(${row}.reseller_id = ${setting('reseller_id')} and ${setting('company_id')} is null)`;

/** What the platform says is for everyone to read who is signed in; what a reseller says, for its customers. */
const everyones = `by_platform and ${setting('membership_id')} is not null`;

/** Whose rows of the status page are whose, for all of its tables. */
export const STATUS_ROWS = {
  area: 'support',
  tenant: { reseller: 'reseller_id' },
  begins: 'even while suspended: it says how services are that go on',
  own: { platform: everyones, reseller: everyones, company: everyones, endUser: everyones },
  writes: {
    platform: `by_platform and reseller_id = ${setting('reseller_id')}`,
    reseller: 'not by_platform',
  },
} as const;

/** SQL: the component with this alias, and all below it, by id. */
const withBelow = (row: string): string =>
  `with recursive below as (select ${row}.id as id union all
     select c.id from component c join below b on c.parent_id = b.id where c.retired_at is null)`;

/** SQL: whoever asks has a service that needs this component, or one below it. */
export const heldBy = (row: string): string =>
  `exists (${withBelow(row)} select from below b join component c on c.id = b.id
     join subscription s on s.product_id = any (c.product_ids) where s.state <> 'ENDED')`;

/** Something that services need, tied to the products that need it; in a tree. Of persons it holds nothing. [N4] */
@Table('component', {
  ...STATUS_ROWS,
  data: {
    kept: 'WHILE_USED',
    none: 'byPlatform name description productIds position public retiredAt createdAt',
  },
  may: { platform: 'siu', reseller: 'siu', company: 's', endUser: 's' },
  changes: {
    platform: ['parentId', 'name', 'description', 'productIds', 'position', 'public', 'retiredAt'],
    reseller: ['parentId', 'name', 'description', 'productIds', 'position', 'public', 'retiredAt'],
  },
  impersonal: ['name', 'description', 'position', 'public', 'retiredAt'],
  constraints: { component_named: ['name', 'There is a component of this name beside it already.'] },
})
export class Component {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ description: 'The platform’s own, for everyone; otherwise a reseller’s, for its customers.' })
  byPlatform!: boolean;
  @Id({ nullable: true, description: 'The component that it is part of.' }) parentId!: string | null;
  @Text() name!: string;
  @Text({ nullable: true }) description!: string | null;
  @column('uuid[]', () => [ID], { description: 'The products that need it.' }) productIds!: string[];
  @Whole({ description: 'Where it stands among those beside it; lower is first.' }) position!: number;
  @Flag({ description: 'On the page for everyone; otherwise for customers only.' }) public!: boolean;
  @Moment({ nullable: true, description: 'Since when it is no longer kept.' }) retiredAt!: Date | null;
  @Moment() createdAt!: Date;

  @Computed(
    () => [String],
    (row) =>
      `select coalesce(json_agg(p.name order by p.name), '[]') from product p where p.id = any (${row}.product_ids)`,
    { description: 'The names of those products.' },
  )
  products!: string[];
  @Computed(
    () => ComponentState,
    (
      row,
    ) => `coalesce((${withBelow(row)} select i.severity from component_impact i join below b on b.id = i.component_id
      where i.since <= ${now} and coalesce(i.until > ${now}, true)
      order by array_position('{${SEVERITIES.join()}}'::text[], i.severity) desc limit 1), 'OPERATIONAL')`,
    { description: 'How it is now: of what affects it, or what is below it, the worst.' },
  )
  state!: ComponentState;
  @Computed(() => Boolean, heldBy, { description: 'Whoever asks has a service that needs it.' })
  held!: boolean;
  @Computed(() => Boolean, ofReader, { description: 'Whoever asks keeps it.' }) ofReader!: boolean;
}

/** How an incident affects a component, from when until when: history and availability are arithmetic over these. [N4] */
@Table('component_impact', {
  ...STATUS_ROWS,
  data: { kept: 'WHILE_USED', none: 'byPlatform severity since until' },
  may: { platform: 'siud', reseller: 'siud', company: 's', endUser: 's' },
  changes: { platform: ['since', 'until'], reseller: ['since', 'until'] },
})
export class ComponentImpact {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Flag({ api: false }) byPlatform!: boolean;
  @Id() incidentId!: string;
  @Id() componentId!: string;
  @Choice(ImpactSeverity) severity!: Severity;
  @Moment() since!: Date;
  @Moment({ nullable: true, description: 'None: it goes on.' }) until!: Date | null;

  @Computed(
    () => String,
    (row) => `coalesce((select c.name from component c where c.id = ${row}.component_id), '')`,
  )
  componentName!: string;
}
