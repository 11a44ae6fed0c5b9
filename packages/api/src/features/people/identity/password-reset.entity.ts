import { Flag, Key, Moment, Ref, Table, Text } from '../../../kernel/table.ts';

/** A single-use, expiring link to a new password; only the hash of its token is kept. The gate's functions alone touch it. [S43] */
@Table('password_reset', {
  data: {
    kept: 'SHORT',
    since: 'expiresAt',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'tokenHash' },
    none: 'expiresAt reissue',
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class PasswordReset {
  @Key() id!: string;
  @Ref() personId!: string;
  @Text({ api: false, nullable: true, levels: [] }) tokenHash!: string | null;
  @Moment({ api: false }) expiresAt!: Date;
  /** Of somebody whose sign-in was cancelled, who begins anew with it. [I5] */
  @Flag({ api: false }) reissue!: boolean;
}
