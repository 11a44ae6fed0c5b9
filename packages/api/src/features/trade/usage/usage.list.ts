import { by, choice, equals, type FilterField, list, yesOrNo } from '../../../kernel/read/list.ts';
import { GraphQLDate } from '../../../kernel/scalars.ts';
import { UsageEvent, UsageImport, UsageImportState, UsageMonth } from './usage.entity.ts';

/** SQL: midnight in London at the beginning of that day. */
const midnight = (day: string): string => `(${day}::date::timestamp at time zone 'Europe/London')`;
const since: FilterField = {
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}.at >= ${midnight(statement.bind(value, 'date'))}`,
};
const until: FilterField = {
  type: () => GraphQLDate,
  condition: (row, value, statement) => `${row}.at < ${midnight(`(${statement.bind(value, 'date')} + 1)`)}`,
};

export const usageEvents = list(UsageEvent, {
  name: 'usageEvents',
  permission: 'USAGE_READ',
  filters: {
    since,
    until,
    subscriptionId: equals('subscription_id'),
    replaced: yesOrNo((row) => `(${row}.replaced_by_id is not null)`),
  },
  sorts: { AT: [by('at', 'timestamptz')] },
  order: ['AT', 'DESC'],
});

export const usageMonths = list(UsageMonth, {
  name: 'usageMonths',
  permission: 'USAGE_READ',
  filters: {
    month: equals('month', () => GraphQLDate, 'date'),
    companyId: equals('company_id'),
    resellerId: equals('reseller_id'),
    productId: equals('product_id'),
    subscriptionId: equals('subscription_id'),
  },
  sorts: { MONTH: [by('month', 'date')] },
  order: ['MONTH', 'DESC'],
});

export const usageImports = list(UsageImport, {
  name: 'usageImports',
  permission: 'USAGE_RECORD',
  filters: {
    state: choice('state', UsageImportState),
    /** Something of it was refused. */
    refused: yesOrNo((row) => `(${row}.refused > 0)`),
  },
  sorts: { CREATED_AT: [by('created_at', 'timestamptz')] },
  order: ['CREATED_AT', 'DESC'],
});
