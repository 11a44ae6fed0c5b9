import { by, choice, equals, type FilterField, list } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { CallDirection, CallImport, CallRecord, CallSource, CallState } from './call.entity.ts';
import { digitsOf } from './numbers.ts';

/** SQL: midnight in London at the beginning of that day. */
const midnight = (day: string): string => `(${day}::date::timestamp at time zone 'Europe/London')`;
const since: FilterField = {
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}.started_at >= ${midnight(statement.bind(value, 'date'))}`,
};
const until: FilterField = {
  type: () => GraphQLDate,
  condition: (row, value, statement) =>
    `${row}.started_at < ${midnight(`(${statement.bind(value, 'date')} + 1)`)}`,
};

/**
 * What either number begins with. Of the other side's the last three digits are compared with nothing, for whoever may try them all
 * would know them.
 */
const search: FilterField = {
  type: () => String,
  condition(row, value, statement) {
    const typed = digitsOf(String(value));
    if (!typed) return 'true';
    const all = statement.bind(typed);
    const cut = [1, 2, 3].flatMap((n) => (typed.length - n > 3 ? statement.bind(typed.slice(0, -n)) : []));
    const known = cut.map((part) => ` or ${row}.party_key = ${part}`).join('');
    return `(${row}.line ^@ ${all} or ${row}.party_key ^@ ${all}${known})`;
  },
};

export const calls = list(CallRecord, {
  name: 'calls',
  permission: 'CALL_READ',
  filters: {
    search,
    since,
    until,
    state: choice('state', CallState),
    direction: choice('direction', CallDirection),
    zone: equals('retail_zone', () => String, 'text'),
    companyId: equals('company_id'),
    endUserId: equals('end_user_id'),
    importId: equals('call_import_id'),
  },
  sorts: { STARTED_AT: [by('started_at', 'timestamptz')] },
  order: ['STARTED_AT', 'DESC'],
});

export const callSources = list(CallSource, {
  name: 'callSources',
  permission: 'CALL_IMPORT',
  filters: {},
  sorts: { NAME: [by('name_key')] },
  order: ['NAME', 'ASC'],
});

export const callImports = list(CallImport, {
  name: 'callImports',
  permission: 'CALL_IMPORT',
  filters: { sourceId: equals('call_source_id') },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
