import { Int } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { agreeToCompanyMove } from './agree-to-company-move.ts';
import { awaitsReader, CompanyMove } from './company-move.entity.ts';
import { companyMoves } from './company-move.list.ts';
import { declineCompanyMove } from './decline-company-move.ts';
import departuresSql from './departures.sql?raw';
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
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

const toAgree = `(select count(*) from company_move m where ${awaitsReader('m')})`;

export const departuresFeature = feature({
  name: 'trust/departures',
  needs: [
    'platform/tenancy',
    'people/identity',
    'desk/notifications',
    'trade/subscriptions',
    'trade/billing',
  ],
  permissions,
  tables: [CompanyMove],
  sql: [departuresSql],
  lists: [companyMoves],
  verbs: [
    mutation(proposeCompanyMove, CompanyMove),
    mutation(agreeToCompanyMove, CompanyMove),
    mutation(declineCompanyMove, CompanyMove),
    mutation(withdrawCompanyMove, CompanyMove),
    moveCompany,
    findMovesDue,
    tellOfMoves,
  ],
  jobs: [moveCompanyJob, findMovesDueJob],
  audits: {
    CompanyMove: {
      label: 'Move of a company',
      name: (id) => `select m.company_name from company_move m where m.id = ${id}`,
    },
  },
  demo: () => import('./demo.ts'),
  home: [
    {
      figures: {
        movesToAgree: { type: () => Int, description: 'Moves of companies that wait for your agreement.' },
      },
      at: {
        PLATFORM: { figures: { movesToAgree: toAgree } },
        RESELLER: { figures: { movesToAgree: toAgree } },
        COMPANY: { figures: { movesToAgree: toAgree } },
      },
    },
  ],
});
