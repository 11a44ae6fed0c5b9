import { ID, Int } from 'type-graphql';
import { BulkOutcome } from '../../../kernel/bulk.ts';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { whereReached } from '../../../kernel/protection.ts';
import { children } from '../../../kernel/read/list.ts';
import { added, Computed } from '../../../kernel/table.ts';
import { Company, Reseller } from '../../platform/tenancy/index.ts';
import { addDomain } from './add-domain.ts';
import { addEndUser } from './add-end-user.ts';
import { allocateEmailAddress } from './allocate-email-address.ts';
import { domains, endUsers } from './directory.list.ts';
import { dnsOf } from './dns.ts';
import { dnsHost } from './dns-host.ts';
import { Domain } from './domain.entity.ts';
import { EmailAddress, EndUser } from './end-user.entity.ts';
import { findDomainsToProve, findDomainsToProveJob, proveDomainJob } from './find-domains-to-prove.ts';
import { heldEntry } from './held-entry.ts';
import { inviteEndUser } from './invite-end-user.ts';
import proveDomainSql from './prove-domain.sql?raw';
import { proveDomain } from './prove-domain.ts';
import { releaseEmailAddress } from './release-email-address.ts';
import { removeDomain } from './remove-domain.ts';
import restrictedSql from './restricted.sql?raw';
import { setEndUserStatus } from './set-end-user-status.ts';
import { updateEndUser } from './update-end-user.ts';
import { updateOwnProfile } from './update-own-profile.ts';
import userIdsSql from './user-ids.sql?raw';

const permissions = {
  DOMAIN_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See mail domains and whether they are proved',
  },
  DOMAIN_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Add, prove and remove mail domains',
  },
  END_USER_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See people in the directory, with addresses and numbers',
  },
  END_USER_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Add, change, suspend and invite people, and allocate addresses',
  },
  PROFILE_WRITE: { area: 'directory', levels: ['END_USER'], words: 'Correct one’s own numbers' },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const endUsersHere = { figures: { endUsers: '(select count(*) from end_user)' } };

export const directoryFeature = feature({
  name: 'people/directory',
  needs: ['platform/tenancy', 'people/identity', 'desk/notifications'],
  permissions,
  tables: [Domain, EmailAddress, EndUser],
  lists: [domains, endUsers],
  verbs: [
    mutation(addDomain, Domain),
    mutation(proveDomain, Domain),
    plainMutation(removeDomain, () => ID),
    mutation(addEndUser, EndUser),
    mutation(updateEndUser, EndUser),
    plainMutation(setEndUserStatus, () => BulkOutcome),
    mutation(allocateEmailAddress, EndUser),
    mutation(releaseEmailAddress, EndUser),
    mutation(inviteEndUser, EndUser),
    mutation(updateOwnProfile, EndUser),
    findDomainsToProve,
  ],
  views: [dnsHost],
  fields: [
    children(Company, 'domains', domains, 'company_id'),
    children(Company, 'endUsers', endUsers, 'company_id'),
    added(
      Company,
      'endUserCount',
      Computed(
        () => Int,
        (row) =>
          whereReached(
            'directory',
            `(select count(*) from end_user where company_id = ${row}.id)`,
            `${row}.id`,
          ),
        { nullable: true, description: 'Null where its directory is closed to whoever asks.' },
      ),
    ),
    added(
      Reseller,
      'endUserCount',
      Computed(
        () => Int,
        (row) => `select count(*) from end_user where reseller_id = ${row}.id`,
      ),
    ),
  ],
  jobs: [proveDomainJob, findDomainsToProveJob],
  sql: [proveDomainSql, restrictedSql, userIdsSql],
  services: ({ config }) => ({ dns: dnsOf(config.dnsServers, config.dnsRecordPage) }),
  audits: {
    EndUser: {
      label: 'End user',
      name: (id) => `select u.first_name || ' ' || u.last_name from end_user u where u.id = ${id}`,
    },
    Domain: { label: 'Domain', name: (id) => `select d.name from domain d where d.id = ${id}` },
  },
  finds: [
    {
      kind: 'END_USER',
      permission: 'END_USER_READ',
      table: 'end_user',
      keys: ['last_key', 'first_key', 'email_key'],
      // All ids of a company begin alike, with its code: they are not what is meant before there is a number.
      also: { key: 'user_key', like: /-\d/ },
      numbers: ['mobile', 'phone'],
      order: 'last_key, first_key, id',
      title: `hit.first_name || ' ' || hit.last_name`,
      subtitle: `concat_ws(' · ', hit.user_id, hit.email, c.name)`,
      join: 'join company c on c.id = hit.company_id',
    },
    {
      kind: 'DOMAIN',
      permission: 'DOMAIN_READ',
      table: 'domain',
      keys: ['name'],
      order: 'name, id',
      title: 'hit.name',
      subtitle: 'c.name',
      join: 'join company c on c.id = hit.company_id',
    },
  ],
  home: [
    {
      figures: { endUsers: { type: () => Int } },
      at: { PLATFORM: endUsersHere, RESELLER: endUsersHere, COMPANY: endUsersHere },
    },
  ],
  holds: [heldEntry],
  demo: () => import('./demo.ts'),
});
