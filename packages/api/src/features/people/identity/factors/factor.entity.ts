import { NOBODY } from '../../../../kernel/actor.ts';
import { setting } from '../../../../kernel/protection.ts';
import {
  Choice,
  column,
  enumeration,
  Key,
  Moment,
  Ref,
  Secret,
  Table,
  Text,
} from '../../../../kernel/table.ts';

export const FactorKind = enumeration('FactorKind', { TOTP: 'TOTP', PASSKEY: 'PASSKEY' });

const own = `person_id = ${setting('person_id')}`;
/** The product itself seals secrets anew when keys are rotated. */
const ownOrAll = `${own} or ${setting('membership_id')} = '${NOBODY}'`;

/** A second factor of a person: an authenticator app or a passkey. Until it is confirmed it opens nothing. [I2] [I3] */
@Table('factor', {
  data: {
    called: 'second factor',
    kept: 'ACCOUNT',
    whose: 't.person_id = sole_person_of($1)',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'secret credentialId publicKey', TRAFFIC: 'lastUsedAt' },
    none: 'kind name lastStep createdAt confirmedAt counter transports',
  },
  area: 'reference',
  managedIn: 'own',
  tenant: 'none',
  may: { platform: 'su', reseller: 's', company: 's', endUser: 's', gate: 'siud' },
  changes: { platform: ['secret'] },
  constraints: { factor_credential_key: ['response', 'This passkey has been added already.'] },
  rows: { platform: ownOrAll, reseller: own, company: own, endUser: own },
})
export class Factor {
  @Key() id!: string;
  @Ref() personId!: string;
  @Choice(FactorKind) kind!: keyof typeof FactorKind;
  @Text() name!: string;
  @Secret({ nullable: true }) secret!: string | null;
  /** The last of an authenticator's codes that was taken, by its half minute since 1970: none before it is. [S39] */
  @column('bigint', () => String, { api: false, nullable: true }) lastStep!: string | null;
  /** Of a passkey: its own id, and the key by which it is known. */
  @Text({ api: false, nullable: true }) credentialId!: string | null;
  @Text({ api: false, nullable: true }) publicKey!: string | null;
  @column('bigint', () => String, { api: false, nullable: true }) counter!: string | null;
  @column('text[]', () => [String], { api: false, nullable: true }) transports!: string[] | null;
  @Moment() createdAt!: Date;
  @Moment({ api: false, nullable: true }) confirmedAt!: Date | null;
  @Moment({ nullable: true }) lastUsedAt!: Date | null;
}
