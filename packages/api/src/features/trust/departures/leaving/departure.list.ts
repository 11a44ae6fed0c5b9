import { by, choice, equals, list, yesOrNo } from '../../../../kernel/read/list.ts';
import { Departure, DepartureState, departureAwaitsReader } from './departure.entity.ts';

/** Tenants that leave, for everyone who has a say in it. */
export const departures = list(Departure, {
  name: 'departures',
  permission: 'DEPARTURE_READ',
  filters: {
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    state: choice('state', DepartureState),
    awaitsMe: yesOrNo(departureAwaitsReader),
  },
  sorts: { LEAVES_ON: [by('leaves_on', 'date')], PROPOSED_AT: [by('proposed_at', 'timestamptz')] },
  order: ['LEAVES_ON', 'DESC'],
});
