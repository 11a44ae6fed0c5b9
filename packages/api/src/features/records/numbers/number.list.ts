import { by, choice, equals, type FilterField, list, typed } from '../../../kernel/read/list.ts';
import { addressStateOf, isReady, toConfirm } from './address-state.ts';
import { AddressState, EmergencyAddress, NumberState, NumberTask, TelephoneNumber } from './number.entity.ts';

const DIGITS = /^\+?\d{2,15}$/;

/** By the beginning of the number, however it is written, of what it is for, or of the names of who has it. */
const search: FilterField = {
  type: () => String,
  condition: (row, value, statement) => {
    const { whole } = typed(value);
    if (!whole) return 'true';
    const digits = whole.replace(/[\s().-]/g, '').replace(/^00/, '+');
    if (DIGITS.test(digits)) {
      const bound = statement.bind(digits);
      return `(${row}.number_key ^@ ${bound} or ${row}.digits_key ^@ ${bound})`;
    }
    const bound = statement.bind(whole);
    return `(${row}.label_key ^@ ${bound} or ${row}.end_user_id = any (array(
      select u.id from end_user u where u.last_key ^@ ${bound} or u.first_key ^@ ${bound})))`;
  },
};

export const numbers = list(TelephoneNumber, {
  name: 'numbers',
  permission: 'NUMBER_READ',
  filters: {
    search,
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
    subscriptionId: equals('subscription_id'),
    state: choice('state', NumberState),
    task: {
      type: () => NumberTask,
      condition: (row, value) => (value === 'CONFIRM' ? toConfirm(row) : isReady(row)),
    },
    addressState: {
      type: () => AddressState,
      condition: (row, value, statement) => `${addressStateOf(row)} = ${statement.bind(value, 'text')}`,
    },
  },
  sorts: {
    NUMBER: [by('number_key')],
    STATE: [by('state'), by('number_key')],
    CREATED_AT: [by('created_at', 'timestamptz')],
  },
  order: ['NUMBER', 'ASC'],
});

export const emergencyAddresses = list(EmergencyAddress, {
  name: 'emergencyAddresses',
  singular: 'emergencyAddress',
  permission: 'EMERGENCY_ADDRESS_READ',
  filters: { numberId: equals('telephone_number_id'), companyId: equals('company_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
