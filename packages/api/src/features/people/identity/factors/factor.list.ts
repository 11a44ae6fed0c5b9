import { by, list } from '../../../../kernel/read/list.ts';
import { Factor } from './factor.entity.ts';

/** One's own second factors, those being set up left out. */
export const factors = list(Factor, {
  name: 'factors',
  permission: 'SESSION_OWN',
  only: (row) => `${row}.confirmed_at is not null`,
  filters: {},
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'ASC'],
});
