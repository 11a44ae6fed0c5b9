import { Field, ID, Int, ObjectType } from 'type-graphql';
import { type Area, AreaChoice } from '../../../kernel/area.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import { markedSql } from '../../../kernel/keyring.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { GraphQLDateTime } from '../../../kernel/scalars.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { viewerField } from '../../people/identity/index.ts';
import { Company } from '../../platform/tenancy/index.ts';
import { AccessEntry } from '../access-ledger/index.ts';
import { AuditEntry } from '../audit/index.ts';
import { decideSupportAccess } from './decide-support-access.ts';
import { endSupportAccess } from './end-support-access.ts';
import { enterSupportAccess, SupportEntry } from './enter-support-access.ts';
import { mailSupportNews, mailSupportNewsJob } from './mail-support-news.ts';
import { removeSupportRule } from './remove-support-rule.ts';
import { requestSupportAccess } from './request-support-access.ts';
import { resumeSupportAccess } from './resume-support-access.ts';
import { setSupportRule } from './set-support-rule.ts';
import {
  findSupportToSettle,
  findSupportToSettleJob,
  settleSupportGrant,
  settleSupportGrantJob,
} from './settle-support.ts';
import supportSql from './support.sql?raw';
import { SupportGrant, SupportMode } from './support-grant.entity.ts';
import { supportGrants, supportRules } from './support-grant.list.ts';
import { supportLog } from './support-log.ts';
import { SupportRule } from './support-rule.entity.ts';
import { SupportView } from './support-view.entity.ts';

const permissions = {
  SUPPORT_READ: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See who is let in for support, and what they looked at and did',
  },
  SUPPORT_ASK: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Ask companies for access, and go in once it is approved',
  },
  SUPPORT_DECIDE: {
    area: 'privacy',
    levels: ['COMPANY'],
    words: 'Approve and decline support access, and set standing rules',
    for: 'owners',
    lent: false,
  },
  SUPPORT_END: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'End support access',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

/** For whoever is in for support: how they are here, and until when. */
@ObjectType()
class ViewerSupport {
  @Field(() => ID) grantId!: string;
  @Field(() => GraphQLDateTime) endsAt!: string;
  @Field(() => String) reason!: string;
  @Field(() => SupportMode) mode!: SupportMode;
  @Field(() => [AreaChoice]) areas!: Area[];
}

const grantOf = (membership: string): string =>
  `select g.id from support_grant g where g.membership_id = ${membership}`;
/** SQL: why somebody was let in, of the row with this alias, which has the grant's id. */
const reasonOf = (row: string): string => markedSql(`${row}.reason`, 'support_grant.reason', `${row}.id`);
const OWN = `select json_build_object('grantId', s.id, 'endsAt', s.ends_at, 'reason', ${reasonOf('s')}, 'mode', s.mode, 'areas', s.areas)
  from own_support() s where m.lent_to is not null`;
const LOOKERS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

const NOW = `(select current_setting('steward.now')::timestamptz)`;
const approved = {
  figures: {
    supportApproved: `(select count(*) from support_grant where asked_by = ${setting('membership_id')} and stage = 'APPROVED' and lapses_at > ${NOW})`,
  },
};

export const supportFeature = feature({
  name: 'trust/support',
  needs: [
    'people/identity',
    'people/directory',
    'desk/notifications',
    'platform/tenancy',
    'trust/audit',
    'trust/access-ledger',
  ],
  permissions,
  tables: [SupportGrant, SupportRule, SupportView],
  sql: [supportSql],
  lists: [supportGrants, supportRules],
  verbs: [
    mutation(requestSupportAccess, SupportGrant),
    mutation(decideSupportAccess, SupportGrant),
    plainMutation(enterSupportAccess, () => SupportEntry),
    plainMutation(resumeSupportAccess, () => SupportEntry),
    mutation(endSupportAccess, SupportGrant),
    mutation(setSupportRule, SupportRule),
    plainMutation(removeSupportRule, () => ID),
    mailSupportNews,
    settleSupportGrant,
    findSupportToSettle,
  ],
  views: [supportLog],
  fields: [
    children(Company, 'supportGrants', supportGrants, 'company_id'),
    children(Company, 'supportRules', supportRules, 'company_id'),
    added(
      AuditEntry,
      'supportGrantId',
      Computed(
        () => ID,
        (row) => grantOf(`${row}.actor_membership_id`),
        {
          nullable: true,
          levels: LOOKERS,
          description: 'The grant under which somebody did it who was in for support.',
        },
      ),
    ),
    added(
      AuditEntry,
      'supportTenant',
      Computed(
        () => String,
        (row) =>
          `select g.asker_tenant from support_grant g where g.membership_id = ${row}.actor_membership_id`,
        { nullable: true, levels: LOOKERS, description: 'Whose people were in for support then.' },
      ),
    ),
    added(
      AuditEntry,
      'supportReason',
      Computed(
        () => String,
        (row) =>
          `select ${reasonOf('g')} from support_grant g where g.membership_id = ${row}.actor_membership_id`,
        { nullable: true, sealed: true, levels: LOOKERS, description: 'Why they were in.' },
      ),
    ),
    added(
      AccessEntry,
      'supportGrantId',
      Computed(
        () => ID,
        (row) => grantOf(`${row}.membership_id`),
        {
          nullable: true,
          levels: ['PLATFORM', 'COMPANY'],
          description: 'The grant under which it was opened.',
        },
      ),
    ),
    added(
      AccessEntry,
      'supportReason',
      Computed(
        () => String,
        (row) => `select ${reasonOf('w')} from why_let_in(${row}.id) w`,
        {
          sealed: true,
          nullable: true,
          description: 'Why they were let in who opened it for support, in their words.',
        },
      ),
    ),
    viewerField('support', () => ViewerSupport, OWN, {
      nullable: true,
    }),
  ],
  jobs: [mailSupportNewsJob, settleSupportGrantJob, findSupportToSettleJob],
  audits: {
    SupportGrant: {
      label: 'Support access',
      name: (id) => `select g.asker_name || ', ' || g.asker_tenant from support_grant g where g.id = ${id}`,
    },
    SupportRule: { label: 'Standing rule' },
  },
  home: [
    {
      figures: {
        supportRequests: {
          type: () => Int,
          description: 'Requests for support access that wait for the company to decide.',
        },
        supportApproved: {
          type: () => Int,
          description: "One's own requests for support access that are approved and not entered yet.",
        },
      },
      at: {
        PLATFORM: approved,
        RESELLER: approved,
        COMPANY: {
          figures: {
            supportRequests: `(select count(*) from support_grant where stage = 'REQUESTED' and lapses_at > ${NOW})`,
          },
        },
      },
    },
  ],
  demo: () => import('./demo.ts'),
});
