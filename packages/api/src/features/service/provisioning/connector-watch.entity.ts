import { Field, Int, ObjectType } from 'type-graphql';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Key, Moment, Ref, Table, Text, Whole } from '../../../kernel/table.ts';

/** What a connector says of changes at the other side. */
@ObjectType()
export class ConnectorWatching {
  @Field(() => Boolean, {
    description: 'Whether it says; else each service is looked at by itself, again and again.',
  })
  telling!: boolean;
  @Field(() => GraphQLDateTime, { nullable: true, description: 'When it last answered.' })
  askedAt!: Date | null;
  @Field(() => Int, { description: 'How many services its last answer concerned.' }) changed!: number;
  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it could not say what had changed, so that everything was looked at.',
  })
  everythingAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it did not answer the last time.' }) problem!:
    | string
    | null;
  @Field(() => Int) askedEveryMinutes!: number;
  @Field(() => Int, { description: 'After so many days a service is looked at all the same.' })
  anywayDays!: number;
  @Field(() => [String], { description: 'Of these it does not say that they have changed.' })
  untold!: string[];
}

/** How far a connector, whose other side says what has changed there, was asked. [P1] */
@Table('connector_watch', {
  data: { kept: 'WHILE_USED', none: 'mark nextAt askedAt changed everythingAt problem' },
  area: 'services',
  internal: true,
  tenant: 'none',
  may: { platform: 'siu', worker: 'su' },
  rows: {
    // What is due is begun by the platform, which is nobody.
    platform: 'true',
    worker: `${setting('reseller_id')} is not null`,
  },
})
export class ConnectorWatch {
  @Key() id!: string;
  @Ref() connectorId!: string;
  /** Where the next question goes on, by the other side's word, which opens nothing; null: it does not tell, or not yet. */
  @Text({ nullable: true, api: false }) mark!: string | null;
  @Moment({ api: false }) nextAt!: Date;
  /** When it last answered. */
  @Moment({ nullable: true, api: false }) askedAt!: Date | null;
  /** How many services that concerned. */
  @Whole({ api: false }) changed!: number;
  /** When everything was last begun to be looked at, since nobody could say what had changed. */
  @Moment({ nullable: true, api: false }) everythingAt!: Date | null;
  /** Why it did not answer the last time. */
  @Text({ nullable: true, api: false }) problem!: string | null;
}
