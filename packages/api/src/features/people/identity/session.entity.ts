import type { AwaitedFactor } from '../../../kernel/actor.ts';
import { inOwnRight, setting } from '../../../kernel/protection.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { Choice, Computed, enumeration, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

const own = `person_id = ${setting('person_id')}`;

export const AwaitedFactorChoice = enumeration('AwaitedFactor', {
  FACTOR: 'FACTOR',
  ENROLMENT: 'ENROLMENT',
});

/** Whoever is in for support ends the session they are in, no other of theirs. [S18] */
const thisOne = `id = ${setting('session_id')} or ${inOwnRight}`;

/** One sign-in of a person, under one membership; its refresh token rotates and only hashes are kept. [S45] [S52] */
@Table('session', {
  data: {
    kept: 'SECURITY',
    since: 'lastSeenAt',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: {
      for: 'SIGN_IN',
      LOCATION: 'address',
      CREDENTIAL: 'refreshHash familyHash previousHash',
      TRAFFIC: 'rotatedAt userAgent createdAt lastSeenAt expiresAt endedAt factorAt awaits passwordAt',
    },
  },
  area: 'reference',
  managedIn: 'own',
  tenant: 'none',
  may: { platform: 'su', reseller: 'su', company: 'su', endUser: 'su', gate: 'siu' },
  changes: { platform: ['endedAt'], reseller: ['endedAt'], company: ['endedAt'], endUser: ['endedAt'] },
  rows: { platform: own, reseller: own, company: own, endUser: own },
  writes: { platform: thisOne, reseller: thisOne, company: thisOne, endUser: thisOne },
})
export class Session {
  @Key() id!: string;
  @Ref() personId!: string;
  @Ref() membershipId!: string;
  /** The session out of which this one was opened, which it ends with: somebody is in for support. */
  @Ref({ nullable: true }) within!: string | null;
  /** Of the secret that all refresh tokens of the session share: whoever brings an old one is known by it. */
  @Text({ api: false, levels: [] }) familyHash!: string;
  @Text({ api: false, levels: [] }) refreshHash!: string;
  /** Of the token before: whoever brings it again came late. */
  @Text({ api: false, nullable: true, levels: [] }) previousHash!: string | null;
  @Moment({ api: false, nullable: true }) rotatedAt!: Date | null;
  @Text({ nullable: true }) address!: string | null;
  @Text({ nullable: true }) userAgent!: string | null;
  @Moment() createdAt!: Date;
  @Moment() lastSeenAt!: Date;
  @Moment() expiresAt!: Date;
  @Moment({ nullable: true, description: 'When a second factor was last shown in it.' })
  factorAt!: Date | null;
  @Choice(AwaitedFactorChoice, {
    nullable: true,
    description: 'What it waits for before it may do anything.',
  })
  awaits!: AwaitedFactor | null;
  /** When the password was last given in it. */
  @Moment({ api: false, nullable: true }) passwordAt!: Date | null;
  @Moment({ nullable: true }) endedAt!: Date | null;

  @Computed(
    () => Boolean,
    (row) => `${row}.id = ${setting('session_id')}`,
  )
  current!: boolean;

  @Computed(
    () => GraphQLDateTime,
    (row) => `own_session_ends(${row}.id)`,
    { nullable: true, description: 'When it ends unless it is used again.' },
  )
  endsAt!: Date | null;
}
