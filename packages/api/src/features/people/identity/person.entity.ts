import { setting } from '../../../kernel/protection.ts';
import { Key, Moment, Table, Text } from '../../../kernel/table.ts';

const self = `id = ${setting('person_id')}`;

/** Someone who signs in, apart from what they are anywhere: e-mail, password, later factors. [T5] */
@Table('person', {
  data: {
    called: 'sign-in',
    kept: 'ACCOUNT',
    whose: 't.id = sole_person_of($1)',
    ends: 'values',
    emptied: { email: `'erased ' || id` },
    ADMINISTRATOR: { for: 'SIGN_IN', IDENTITY: 'email', CREDENTIAL: 'passwordHash' },
    none: 'createdAt',
  },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { platform: 's', reseller: 's', company: 's', endUser: 's', gate: 'siu' },
  rows: { platform: self, reseller: self, company: self, endUser: self },
  constraints: {
    person_email_key: [
      'password',
      'This e-mail address has just got a sign-in: enter the password you have.',
    ],
  },
})
export class Person {
  @Key() id!: string;
  @Text() email!: string;
  @Text({ api: false, levels: [] }) passwordHash!: string;
  @Moment() createdAt!: Date;
}
