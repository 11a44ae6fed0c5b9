import { Key, Moment, One, Ref, Sealed, Table, Text } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';

/** The link by which people ask to come in: of a company, to be in its directory, or of a reseller, to be one of its team. [I6] */
@Table('access_link', {
  data: {
    kept: 'ACCOUNT',
    whose: 'nobody: a link of the company, under which anybody asks to be let in',
    ends: 'row',
    ADMINISTRATOR: { for: 'SIGN_IN', CREDENTIAL: 'token tokenHash' },
    none: 'createdAt',
  },
  area: 'directory',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: its form is closed until the tenant is active again',
  may: { platform: 'siud', reseller: 'siud', company: 'siud', gate: 's' },
})
export class AccessLink {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  /** Whoever knows it may ask, which is all. */
  @Sealed({ nullable: true }) token!: string | null;
  @Text({ api: false, levels: [] }) tokenHash!: string;
  @Moment() createdAt!: Date;
  @One(() => Company, 'companyId', { nullable: true }) company!: Company | null;
  @One(() => Reseller, 'resellerId') reseller!: Reseller;
}
