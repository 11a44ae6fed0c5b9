import { Key, Moment, Ref, Table, Text } from '../../../../kernel/table.ts';

/** A temporary password that was, or is about to be, sent to somebody's mobile; only the gate's functions touch it. [I4] */
@Table('temporary_password', {
  data: {
    kept: 'SHORT',
    since: 'expiresAt',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'secretHash' },
    none: 'expiresAt',
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class TemporaryPassword {
  @Key() id!: string;
  @Ref() personId!: string;
  @Ref() membershipId!: string;
  @Text({ api: false, nullable: true }) secretHash!: string | null;
  @Moment() expiresAt!: Date;
}
