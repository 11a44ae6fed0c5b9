import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { setting } from '../../../kernel/protection.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { agreeToCompanyMove } from './agree-to-company-move.ts';
import { fetchTenantArchive } from './archive/fetch-tenant-archive.ts';
import { makeTenantArchive, makeTenantArchiveJob } from './archive/make-tenant-archive.ts';
import { TenantArchive, TenantArchivePart } from './archive/tenant-archive.entity.ts';
import { tenantArchiveRoute } from './archive/tenant-archive.route.ts';
import { awaitsReader, CompanyMove } from './company-move.entity.ts';
import { companyMoves } from './company-move.list.ts';
import { declineCompanyMove } from './decline-company-move.ts';
import {
  carryOutDeletion,
  carryOutDeletionJob,
  destroyLeftKeys,
  destroyLeftKeysJob,
} from './deletion/carry-out-deletion.ts';
import { deleteTenant } from './deletion/delete-tenant.ts';
import { deletionRoute } from './deletion/deletion.route.ts';
import { TenantDeletion } from './deletion/tenant-deletion.entity.ts';
import departuresSql from './departures.sql?raw';
import { agreeToDeparture } from './leaving/agree-to-departure.ts';
import {
  carryOutDeparture,
  carryOutDepartureJob,
  followDepartures,
  followDeparturesJob,
} from './leaving/carry-out-departure.ts';
import { Departure, departureAwaitsReader } from './leaving/departure.entity.ts';
import { departures } from './leaving/departure.list.ts';
import { departurePreview } from './leaving/departure-preview.ts';
import { leaveCompany } from './leaving/leave-company.ts';
import { leaveReseller } from './leaving/leave-reseller.ts';
import { tellOfDepartures } from './leaving/tell-of-departures.ts';
import { withdrawDeparture } from './leaving/withdraw-departure.ts';
import { findMovesDue, findMovesDueJob, moveCompany, moveCompanyJob } from './move-company.ts';
import { proposeCompanyMove } from './propose-company-move.ts';
import { tellOfMoves } from './tell-of-moves.ts';
import { withdrawCompanyMove } from './withdraw-company-move.ts';

const permissions = {
  COMPANY_MOVE_READ: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See which companies move to another reseller',
  },
  COMPANY_MOVE_WRITE: {
    area: 'directory',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Propose, agree to and withdraw moves to another reseller',
    for: 'owners',
    lent: false,
  },
  DEPARTURE_READ: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'See who leaves, and what became of their data',
  },
  DEPARTURE_WRITE: {
    area: 'privacy',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY'],
    words: 'Propose, agree to and withdraw leaving, and fetch the data of who has left',
    for: 'owners',
    lent: false,
  },
  TENANT_DELETE: {
    area: 'privacy',
    levels: ['PLATFORM'],
    words: 'Delete companies and resellers that have left',
    for: 'owners',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const departuresToAgree = `(select count(*) from departure d where ${departureAwaitsReader('d')})`;
const toAgree = `(select count(*) from company_move m where ${awaitsReader('m')})`;

const leftOn = `(select c.left_on from company c where c.id = ${setting('company_id')})`;

export const departuresFeature = feature({
  name: 'trust/departures',
  needs: [
    'platform/tenancy',
    'people/identity',
    'desk/notifications',
    'trade/subscriptions',
    'trade/billing',
    'people/directory',
    'platform/onboarding',
    'trust/agreements',
    'trust/access-ledger',
    'trust/retention',
    'trust/consents',
  ],
  permissions,
  tables: [CompanyMove, Departure, TenantArchive, TenantArchivePart, TenantDeletion],
  sql: [departuresSql],
  lists: [companyMoves, departures],
  views: [departurePreview],
  routes: [tenantArchiveRoute, deletionRoute],
  verbs: [
    mutation(proposeCompanyMove, CompanyMove),
    mutation(agreeToCompanyMove, CompanyMove),
    mutation(declineCompanyMove, CompanyMove),
    mutation(withdrawCompanyMove, CompanyMove),
    moveCompany,
    findMovesDue,
    tellOfMoves,
    mutation(leaveCompany, Departure),
    mutation(leaveReseller, Departure),
    mutation(agreeToDeparture, Departure),
    mutation(withdrawDeparture, Departure),
    mutation(deleteTenant, Departure),
    carryOutDeparture,
    followDepartures,
    tellOfDepartures,
    makeTenantArchive,
    fetchTenantArchive,
    carryOutDeletion,
    destroyLeftKeys,
  ],
  jobs: [
    moveCompanyJob,
    findMovesDueJob,
    carryOutDepartureJob,
    followDeparturesJob,
    makeTenantArchiveJob,
    carryOutDeletionJob,
    destroyLeftKeysJob,
  ],
  audits: {
    CompanyMove: {
      label: 'Move of a company',
      name: (id) => `select m.company_name from company_move m where m.id = ${id}`,
    },
    Departure: {
      label: 'Departure',
      name: (id) => `select d.tenant_name from departure d where d.id = ${id}`,
    },
    TenantArchive: { label: 'Data of who has left' },
    TenantDeletion: { label: 'Deletion of a tenant' },
  },
  demo: () => import('./demo.ts'),
  home: [
    {
      figures: {
        movesToAgree: { type: () => Int, description: 'Moves of companies that wait for your agreement.' },
        departuresToAgree: {
          type: () => Int,
          description: 'Tenants that leave once you have agreed.',
        },
        departuresToDelete: {
          type: () => Int,
          description: 'Tenants that have left, whose data waits to be deleted.',
        },
        leftOn: {
          type: () => GraphQLDate,
          description: 'The day on which your company left: what is held of you goes after that.',
        },
      },
      at: {
        PLATFORM: {
          figures: {
            movesToAgree: toAgree,
            departuresToAgree,
            departuresToDelete: `(select count(*) from departure d where d.state = 'CLOSED')`,
          },
        },
        RESELLER: { figures: { movesToAgree: toAgree, departuresToAgree } },
        COMPANY: { figures: { movesToAgree: toAgree, departuresToAgree, leftOn } },
        END_USER: { figures: { leftOn } },
      },
    },
  ],
});
