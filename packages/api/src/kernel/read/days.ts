import { GraphQLDate } from '../scalars.ts';
import type { FilterField } from './list.ts';

/** The beginning of the day in London, or of the one after it. */
const beginning = (day: string, later = 0): string =>
  `((${day} + ${later})::timestamp at time zone 'Europe/London')`;

/** Filters `from` and `to`: days in London, both included, by a moment of the row. */
export const betweenDays = (column: string): { from: FilterField; to: FilterField } => ({
  from: {
    type: () => GraphQLDate,
    condition: (row, value, statement) => `${row}.${column} >= ${beginning(statement.bind(value, 'date'))}`,
  },
  to: {
    type: () => GraphQLDate,
    condition: (row, value, statement) => `${row}.${column} < ${beginning(statement.bind(value, 'date'), 1)}`,
  },
});
