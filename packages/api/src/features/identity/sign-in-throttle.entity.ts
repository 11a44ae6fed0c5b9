import { Key, Moment, Table, Text, Whole } from '../../kernel/table.ts';

/** Failed sign-ins of an account or an address, under a hash of it; only the gate's functions touch it. */
@Table('sign_in_throttle', { internal: true, tenant: 'none', may: { gate: 'siud' } })
export class SignInThrottle {
  @Key() id!: string;
  @Text({ api: false }) key!: string;
  @Whole({ api: false }) failures!: number;
  @Moment({ api: false, nullable: true }) blockedUntil!: Date | null;
  @Moment({ api: false }) lastAt!: Date;
}
