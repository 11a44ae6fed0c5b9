import { Float } from 'type-graphql';
import { column, Key, Moment, Table, Text } from '../../../kernel/table.ts';

/** Failed sign-ins of an account or an address, under a hash of it; only the gate's functions touch it. */
@Table('sign_in_throttle', {
  data: {
    kept: 'SHORT',
    since: 'lastAt',
    ends: 'row',
    VISITOR: { for: 'SECURITY', TRAFFIC: 'key failures blockedUntil lastAt' },
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class SignInThrottle {
  @Key() id!: string;
  @Text({ api: false }) key!: string;
  /** A network's fade with time, so that they are no whole number. */
  @column('double precision', () => Float, { api: false }) failures!: number;
  @Moment({ api: false, nullable: true }) blockedUntil!: Date | null;
  @Moment({ api: false }) lastAt!: Date;
}
