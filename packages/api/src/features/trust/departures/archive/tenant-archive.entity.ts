import {
  Choice,
  Computed,
  enumeration,
  Key,
  Moment,
  Ref,
  Sealed,
  Table,
  Text,
  Whole,
} from '../../../../kernel/table.ts';

export const TenantArchiveState = enumeration('TenantArchiveState', { RUNNING: 'RUNNING', DONE: 'DONE' });

const whose = {
  area: 'privacy',
  tenant: { reseller: 'reseller_id', company: 'company_id' },
  place: 'where it happened',
  begins: 'even while suspended: who leaves is given what is theirs',
} as const;

/** Everything that is kept of a tenant which has left, as one signed file: for its administrators, for thirty days. [T7] [S20] */
@Table('tenant_archive', {
  ...whose,
  data: {
    kept: 'WHILE_USED',
    none: 'state startedAt doneAt rowCount fileCount kilobytes sha256 expiresAt',
  },
  may: { platform: 'siu', reseller: 's', company: 's' },
  impersonal: ['state'],
})
export class TenantArchive {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() departureId!: string;
  @Choice(TenantArchiveState) state!: keyof typeof TenantArchiveState;
  @Moment() startedAt!: Date;
  @Moment({ nullable: true }) doneAt!: Date | null;
  @Whole({ nullable: true, description: 'Rows of all tables.' }) rowCount!: number | null;
  @Whole({ nullable: true, description: 'Files that were kept, such as invoices.' }) fileCount!:
    | number
    | null;
  @Whole({ nullable: true }) kilobytes!: number | null;
  @Text({ nullable: true, description: 'SHA-256 of the file.' }) sha256!: string | null;
  @Moment({ nullable: true }) expiresAt!: Date | null;

  @Computed(
    () => String,
    (row) =>
      `case when ${row}.expires_at > (select current_setting('steward.now')::timestamptz) then '/tenant-archives/' || ${row}.id end`,
    { nullable: true, description: 'Where it is fetched, while it is there.' },
  )
  path!: string | null;
}

/** A piece of the zip file, as base64. */
@Table('tenant_archive_part', {
  ...whose,
  internal: true,
  data: {
    kept: 'SHORT',
    since: 'madeAt',
    ends: 'row',
    whose: 'nobody: a copy of what is told table by table',
    END_USER: { for: 'RIGHTS', CONTENT: 'content' },
    none: 'position madeAt',
  },
  may: { platform: 'siud', reseller: 's', company: 's' },
})
export class TenantArchivePart {
  @Key() id!: string;
  @Ref() resellerId!: string;
  @Ref({ nullable: true }) companyId!: string | null;
  @Ref() tenantArchiveId!: string;
  @Whole() position!: number;
  @Sealed() content!: string;
  @Moment() madeAt!: Date;
}
