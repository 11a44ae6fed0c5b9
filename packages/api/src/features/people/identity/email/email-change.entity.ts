import { Key, Moment, Ref, Table, Text } from '../../../../kernel/table.ts';

/** An address that somebody wants to sign in with from now on, until the link that goes there is used. The gate's functions alone touch it. [S48] */
@Table('email_change', {
  data: {
    called: 'change of the sign-in address',
    kept: 'SHORT',
    since: 'expiresAt',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', IDENTITY: 'email', CREDENTIAL: 'tokenHash' },
    none: 'expiresAt',
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class EmailChange {
  @Key() id!: string;
  @Ref() personId!: string;
  @Text({ api: false }) email!: string;
  @Text({ api: false, nullable: true, levels: [] }) tokenHash!: string | null;
  @Moment({ api: false }) expiresAt!: Date;
}
