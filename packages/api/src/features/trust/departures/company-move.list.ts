import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { awaitsReader, CompanyMove, CompanyMoveState } from './company-move.entity.ts';

/** Moves of companies, for everyone who has a say in them. */
export const companyMoves = list(CompanyMove, {
  name: 'companyMoves',
  permission: 'COMPANY_MOVE_READ',
  filters: {
    companyId: equals('company_id'),
    state: choice('state', CompanyMoveState),
    awaitsMe: yesOrNo(awaitsReader),
  },
  sorts: { MOVES_ON: [by('moves_on', 'date')], PROPOSED_AT: [by('proposed_at', 'timestamptz')] },
  order: ['MOVES_ON', 'DESC'],
});
