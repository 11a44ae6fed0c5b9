import { Field, ObjectType } from 'type-graphql';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Computed, column, Flag, Json, Key, Moment, One, Ref, Table, Text } from '../../../kernel/table.ts';
import { EndUser } from '../../people/directory/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { Subscription } from '../../trade/subscriptions/index.ts';
import { attributesOf, differencesOf } from './observation-fields.ts';

/** One property of a service at the system that provides it. */
@ObjectType()
export class ServiceAttribute {
  @Field(() => String, { description: 'By the connector’s own word.' }) attribute!: string;
  @Field(() => String, { description: 'What people call it.' }) label!: string;
  @Field(() => String) value!: string;
}

/** A property of a service that is not as it is to be. */
@ObjectType()
export class DriftedAttribute {
  @Field(() => String, { description: 'By the connector’s own word; `presence`: the service itself.' })
  attribute!: string;
  @Field(() => String, { description: 'What people call it.' }) label!: string;
  @Field(() => String, { nullable: true, description: 'Null: nothing.' }) desired!: string | null;
  @Field(() => String, { nullable: true, description: 'Null: nothing.' }) observed!: string | null;
  @Field(() => GraphQLDateTime, { description: 'When it was first seen.' }) since!: Date;
}

/**
 * What a subscription is to have at the system that provides it, what was last seen there, and in what the two differ. A row of
 * its own, so that looking does not write subscriptions. [P1]
 */
@Table('observation', {
  data: {
    called: 'state of a service',
    kept: 'ACCOUNT',
    ends: 'row',
    END_USER: { for: 'SERVING', SERVICE: 'desired observed drift accepted problem knownAs' },
    none: 'observedAt driftedAt nextAt createdAt told',
  },
  area: 'services',
  tenant: { reseller: 'reseller_id', company: 'company_id', endUser: 'end_user_id' },
  place: 'with its company',
  begins: 'even while suspended: services that there are go on and end',
  may: { platform: 'siu', reseller: 'siu', company: 's', worker: 'siu', gate: 'su' },
})
export class Observation {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Ref({ nullable: true }) endUserId!: string | null;
  @Ref() subscriptionId!: string;
  /** Where the service is, or was. */
  @Ref({ nullable: true }) connectorId!: string | null;
  @Json({ nullable: true }) desired!: unknown;
  @Json({ nullable: true }) observed!: unknown;
  @Moment({ nullable: true }) observedAt!: Date | null;
  @Json() drift!: unknown;
  @Moment({ nullable: true, description: 'Since when something differs.' }) driftedAt!: Date | null;
  /** Differences that are kept as they are. */
  @Json() accepted!: unknown;
  @Text({ nullable: true, description: 'Why the last look told nothing.' }) problem!: string | null;
  @Moment({ nullable: true, description: 'When it is looked at next.' }) nextAt!: Date | null;
  /** By what names the other side calls it, where it tells what has changed. */
  @column('text[]', () => [String], { api: false }) knownAs!: string[];
  /** Whether the other side has said that it changed since somebody began to look. */
  @Flag({ api: false }) told!: boolean;
  @Moment() createdAt!: Date;

  @One(() => Subscription, 'subscriptionId') subscription!: Subscription;
  @One(() => Company, 'companyId') company!: Company;
  @One(() => EndUser, 'endUserId', { nullable: true }) endUser!: EndUser | null;
  @Computed(
    () => [DriftedAttribute],
    (row) => differencesOf(`${row}.drift`, `${row}.subscription_id`),
  )
  differences!: DriftedAttribute[];
  @Computed(
    () => [DriftedAttribute],
    (row) => differencesOf(`${row}.accepted`, `${row}.subscription_id`),
    { description: 'What differs and is kept so.' },
  )
  acceptedDifferences!: DriftedAttribute[];
  @Computed(
    () => [ServiceAttribute],
    (row) => attributesOf(`${row}.desired`, `${row}.subscription_id`),
    { description: 'Empty: nothing is to be there.' },
  )
  desiredAttributes!: ServiceAttribute[];
}
