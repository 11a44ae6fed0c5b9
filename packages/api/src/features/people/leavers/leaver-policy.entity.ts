import { Key, Ref, Table, Whole } from '../../../kernel/table.ts';

/** For how many days a company can undo that somebody has left. [U5] */
@Table('leaver_policy', {
  data: { kept: 'WHILE_USED', none: 'undoDays' },
  area: 'directory',
  internal: true,
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'with its company',
  begins: 'even while suspended: a rule begins nothing',
  may: { platform: 'siu', reseller: 'siu', company: 'siu' },
})
export class LeaverPolicy {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref() companyId!: string;
  @Whole({ api: false }) undoDays!: number;
}
