import { beginsWith, by, byOr, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Licence, LicenceSeat, LicenceState } from './licence.entity.ts';
import { licenceStateOf } from './licence-state.ts';

export const licences = list(Licence, {
  name: 'licences',
  permission: 'LICENCE_READ',
  filters: {
    search: beginsWith('name_key', 'product_key'),
    companyId: equals('company_id'),
    subscriptionId: equals('subscription_id'),
    state: {
      type: () => LicenceState,
      condition: (row, value, statement) => `${licenceStateOf(row)} = ${statement.bind(value, 'text')}`,
    },
  },
  sorts: {
    NAME: [by('name_key')],
    EXPIRES_ON: [byOr('expires_on', `'infinity'::date`, 'date')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['NAME', 'ASC'],
});

export const licenceSeats = list(LicenceSeat, {
  name: 'licenceSeats',
  permission: 'LICENCE_READ',
  filters: {
    licenceId: equals('licence_id'),
    endUserId: equals('end_user_id'),
    current: yesOrNo((row) => `(${row}.held_until is null)`),
  },
  sorts: { HELD_FROM: [by('held_from', 'timestamptz')] },
  order: ['HELD_FROM', 'DESC'],
});
