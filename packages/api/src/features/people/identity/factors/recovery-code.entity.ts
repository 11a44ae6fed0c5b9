import { setting } from '../../../../kernel/protection.ts';
import { Key, Moment, Ref, Table, Text } from '../../../../kernel/table.ts';

const own = `person_id = ${setting('person_id')}`;

/** A code for the day a second factor is lost, good once: of 120 random bits, and only its hash is kept. [S40] */
@Table('recovery_code', {
  data: {
    kept: 'ACCOUNT',
    since: 'usedAt',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'codeHash' },
    none: 'createdAt usedAt',
  },
  internal: true,
  area: 'reference',
  managedIn: 'own',
  tenant: 'none',
  may: { platform: 's', reseller: 's', company: 's', endUser: 's', gate: 'siud' },
  rows: { platform: own, reseller: own, company: own, endUser: own },
})
export class RecoveryCode {
  @Key() id!: string;
  @Ref() personId!: string;
  @Text({ api: false, levels: [] }) codeHash!: string;
  @Moment() createdAt!: Date;
  @Moment({ nullable: true }) usedAt!: Date | null;
}
