import { by, choice, equals, type FilterField, list, typed } from '../../../kernel/read/list.ts';
import { BroadbandLine, LineAccess, LineState } from './line.entity.ts';
import { soughtAddress } from './line-rules.ts';

/** By an IP address that it has, or by the beginning of its reference, postcode, first address, or of the names of who has it. */
const search: FilterField = {
  type: () => String,
  condition: (row, value, statement) => {
    const { whole } = typed(value);
    if (!whole) return 'true';
    const address = soughtAddress(whole);
    if (address)
      return `${row}.id = any (array(select r.line_id from line_range r
        where r.range >>= ${statement.bind(address, 'inet')} and r.given_until is null))`;
    const bound = statement.bind(whole);
    return `(${row}.reference_key ^@ ${bound} or ${row}.postcode_key ^@ ${bound} or ${row}.range_key ^@ ${bound}
      or ${row}.end_user_id = any (array(
        select u.id from end_user u where u.last_key ^@ ${bound} or u.first_key ^@ ${bound})))`;
  },
};

export const lines = list(BroadbandLine, {
  name: 'lines',
  permission: 'LINE_READ',
  filters: {
    search,
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
    subscriptionId: equals('subscription_id'),
    access: choice('access', LineAccess),
    state: choice('state', LineState),
  },
  sorts: {
    REFERENCE: [by('reference_key')],
    STATE: [by('state'), by('reference_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['REFERENCE', 'ASC'],
});
