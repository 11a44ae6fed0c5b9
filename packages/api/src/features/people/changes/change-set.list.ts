import { by, choice, equals, list } from '../../../kernel/read/list.ts';
import { ChangeSet, ChangeSetRow, ChangeSetState, RowKind, RowOutcome } from './change-set.entity.ts';

/** Files of people are for those who may write the directory: they hold people who are not in it yet. */
export const changeSets = list(ChangeSet, {
  name: 'changeSets',
  permission: 'END_USER_WRITE',
  filters: { companyId: equals('company_id'), state: choice('state', ChangeSetState) },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});

export const changeSetRows = list(ChangeSetRow, {
  name: 'changeSetRows',
  permission: 'END_USER_WRITE',
  filters: {
    changeSetId: equals('change_set_id'),
    kind: choice('kind', RowKind),
    outcome: choice('outcome', RowOutcome),
  },
  // One file after the other, so that the rows of one are found by one index.
  sorts: { LINE: [by('change_set_id', 'uuid'), by('line', 'integer')] },
  order: ['LINE', 'ASC'],
});
