import { Float } from 'type-graphql';
import { column, Key, Moment, Table, Text } from '../../../kernel/table.ts';

/** How many letters people have caused, under hashes of who and whom; only the gate's function touches it. */
@Table('mail_allowance', {
  data: { kept: 'SHORT', since: 'lastAt', none: 'key used lastAt' },
  area: 'reference',
  internal: true,
  tenant: 'none',
  may: { gate: 'siud' },
})
export class MailAllowance {
  @Key() id!: string;
  @Text({ api: false }) key!: string;
  /** They fade with time, so that they are no whole number. */
  @column('double precision', () => Float, { api: false }) used!: number;
  @Moment({ api: false }) lastAt!: Date;
}
