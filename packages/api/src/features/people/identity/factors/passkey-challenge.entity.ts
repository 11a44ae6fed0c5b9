import { Key, Moment, Ref, Table, Text } from '../../../../kernel/table.ts';

/** What a passkey has been asked to sign; the gate's functions alone touch it. [S41] */
@Table('passkey_challenge', {
  data: {
    kept: 'SHORT',
    since: 'expiresAt',
    whose: 't.session_id in (select s.id from session s where s.person_id = sole_person_of($1))',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'challengeHash' },
    none: 'expiresAt',
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class PasskeyChallenge {
  @Key() id!: string;
  @Text({ api: false, levels: [] }) challengeHash!: string;
  @Ref({ nullable: true }) sessionId!: string | null;
  @Moment({ api: false }) expiresAt!: Date;
}
