import { AreaChoice } from '../../../kernel/area.ts';
import { setting } from '../../../kernel/protection.ts';
import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { LevelChoice } from '../../people/identity/index.ts';
import { SupportGrant, SupportState, stateOf } from './support-grant.entity.ts';
import { SupportRule } from './support-rule.entity.ts';

/** Who asked to be let in, and what became of it, newest first: for those who ask and for the company. [T4] */
export const supportGrants = list(SupportGrant, {
  name: 'supportGrants',
  permission: 'SUPPORT_READ',
  filters: {
    state: {
      type: () => SupportState,
      condition: (row, value, statement) => `(${stateOf(row)}) = ${statement.bind(value, 'text')}`,
    },
    underWay: yesOrNo((row) => `(${stateOf(row)}) in ('REQUESTED', 'APPROVED', 'ACTIVE')`),
    mine: yesOrNo((row) => `(${row}.asked_by = ${setting('membership_id')})`),
    askerLevel: choice('asker_level', LevelChoice),
    area: {
      type: () => AreaChoice,
      condition: (row, value, statement) => `${statement.bind(value, 'text')} = any (${row}.areas)`,
    },
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
  },
  sorts: { ASKED_AT: [by('asked_at', 'timestamptz')] },
  order: ['ASKED_AT', 'DESC'],
});

/** What companies allow without being asked each time. */
export const supportRules = list(SupportRule, {
  name: 'supportRules',
  permission: 'SUPPORT_READ',
  filters: { companyId: equals('company_id') },
  sorts: { SET_AT: [by('set_at', 'timestamptz')] },
  order: ['SET_AT', 'DESC'],
});
