import { type Level, newId } from '@steward/shared';
import {
  Arg,
  Args,
  ArgsType,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  ObjectType,
  Query,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import type { Opened } from '../access-ledger.ts';
import { rootRequirements } from '../allowed.ts';
import type { Permission } from '../permission.ts';
import {
  type Class,
  columnOf,
  extendTable,
  personColumnOf,
  type TableDefinition,
  tableNamed,
  tableOf,
} from '../table.ts';
import { type Reading, readConnection, readRow } from './project.ts';
import type { Reader } from './reader.ts';
import type { Selection } from './selection.ts';
import { Statement } from './statement.ts';

/** One way to narrow a list: its GraphQL type and the SQL condition it adds for a value that was given. */
export interface FilterField {
  type: () => unknown;
  condition: (row: string, value: unknown, statement: Statement, level?: Level) => string;
  /** The table one of whose rows a value names: a list narrowed to a row about a person is opened about them. */
  names?: string;
}

/** One key of a sort order: an SQL expression that is never null, and its type. */
export interface SortKey {
  sql: (row: string) => string;
  type: string;
}

export interface ListOptions {
  /** Name of the query, e.g. `endUsers`; the singular is made by dropping the s (companies → company). */
  name: string;
  permission: Permission;
  /**
   * What every row of the list meets, such as a session's not having ended; undefined if the reader's level is shown all.
   * The singular query does not ask it.
   */
  only?: (row: string, level: Level | undefined) => string | undefined;
  filters: Record<string, FilterField>;
  sorts: Record<string, readonly SortKey[]>;
  /** The order when none is asked for; `DESC` for newest first. */
  order: readonly [sort: string, direction: 'ASC' | 'DESC'];
  /** The singular query's name where dropping the s does not do. */
  singular?: string;
  /**
   * Of a list about persons: why it is not put into the ledger of access who opens one of its rows, or the whole list of one
   * person. Without it both are. [U6]
   */
  unnoted?: string;
}

export interface ListArguments {
  first?: number;
  after?: string;
  last?: number;
  before?: string;
  filter?: Record<string, unknown>;
  orderBy?: { field: string; direction: 'ASC' | 'DESC' };
}

export interface List {
  table: TableDefinition;
  options: ListOptions;
  connection: Class;
  argumentsType: Class;
  filterType: Class;
  resolver: Class;
}

const Direction = { ASC: 'ASC', DESC: 'DESC' } as const;
registerEnumType(Direction, { name: 'Direction' });

@ObjectType()
export class PageInfo {
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => Boolean) hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
}

/** Writes the statement that answers a root field. */
type Write = (reader: Reader, args: Record<string, unknown>, selection: Selection) => Reading;

/** The queries that are answered by one statement each, by name. */
export const readings = new Map<string, Write>();

/**
 * Declares how a table is listed: makes the connection types, filter, order, and the plural and singular queries. The
 * queries answer with JSON that PostgreSQL built in one statement under row security.
 */
export function list<T extends object>(target: Class<T>, options: ListOptions): List {
  const table = tableOf(target);
  const type = table.typeName;
  assertNothingSealed(table, options);
  const { argumentsType, filterType } = listArguments(type, options);
  const connection = connectionType(type, target);
  const definition: List = { table, options, connection, argumentsType, filterType, resolver: class {} };
  definition.resolver = listResolver(definition);
  return definition;
}

/** What is sealed can be neither searched nor ordered: a list that tries is a mistake of whoever declares it. */
function assertNothingSealed({ sealed, table }: TableDefinition, { filters, sorts }: ListOptions): void {
  if (!sealed.length) return;
  const used = new RegExp(`\\bsealed_row\\."?(${sealed.map(columnOf).join('|')})\\b`);
  const said = (kind: string, name: string, sql: string): void => {
    const [, column] = used.exec(sql) ?? [];
    if (column) throw new Error(`The ${kind} ${name} uses ${table}.${column}, which is sealed.`);
  };
  for (const [name, keys] of Object.entries(sorts))
    for (const key of keys) said('order', name, key.sql('sealed_row'));
  for (const [name, { condition }] of Object.entries(filters))
    said('filter', name, condition('sealed_row', newId(), new Statement()));
}

/** Adds to `parent` a connection of the rows of `of` whose column `by` is the parent's id. */
export function children(parent: Class, field: string, of: List, by: string): Class {
  extendTable(parent, field, { kind: 'connection', list: () => of, by });
  // A field resolver only declares the field; the read path answers it in the parent's statement.
  class Children {}
  Object.defineProperty(Children.prototype, field, {
    value: () => undefined,
    writable: true,
    configurable: true,
  });
  const descriptor = Object.getOwnPropertyDescriptor(Children.prototype, field) as PropertyDescriptor;
  FieldResolver(() => of.connection as never)(Children.prototype, field, descriptor);
  Args(() => of.argumentsType as never)(Children.prototype, field, 0);
  Resolver(() => parent as never)(Children);
  return Children;
}

/** Adds to a list of a lower floor, which has filters, one more. */
export function narrowed(of: List, name: string, filter: FilterField): Class {
  of.options.filters[name] = filter;
  Field(filter.type as never, { nullable: true })(of.filterType.prototype, name);
  return of.resolver;
}

function listArguments(type: string, options: ListOptions): Pick<List, 'argumentsType' | 'filterType'> {
  class Filter {}
  for (const [name, filter] of Object.entries(options.filters)) {
    Field(filter.type as never, { nullable: true })(Filter.prototype, name);
  }
  InputType(`${type}Filter`)(Filter);
  const sorts = Object.fromEntries(Object.keys(options.sorts).map((name) => [name, name]));
  registerEnumType(sorts, { name: `${type}Sort` });
  class Order {}
  Field(() => sorts as never)(Order.prototype, 'field');
  Field(() => Direction as never, { defaultValue: 'ASC' })(Order.prototype, 'direction');
  InputType(`${type}Order`)(Order);
  class ListArgs {}
  const optional = { nullable: true } as const;
  Field(() => Int, optional)(ListArgs.prototype, 'first');
  Field(() => String, optional)(ListArgs.prototype, 'after');
  Field(() => Int, optional)(ListArgs.prototype, 'last');
  Field(() => String, optional)(ListArgs.prototype, 'before');
  if (Object.keys(options.filters).length) Field(() => Filter, optional)(ListArgs.prototype, 'filter');
  Field(() => Order, optional)(ListArgs.prototype, 'orderBy');
  ArgsType()(ListArgs);
  return { argumentsType: ListArgs, filterType: Filter };
}

function connectionType(type: string, target: Class): Class {
  class Edge {}
  Field(() => String)(Edge.prototype, 'cursor');
  Field(() => target as never)(Edge.prototype, 'node');
  ObjectType(`${type}Edge`)(Edge);
  class Connection {}
  Field(() => [target] as never)(Connection.prototype, 'nodes');
  Field(() => [Edge])(Connection.prototype, 'edges');
  Field(() => PageInfo)(Connection.prototype, 'pageInfo');
  Field(() => Int)(Connection.prototype, 'totalCount');
  ObjectType(`${type}Connection`)(Connection);
  return Connection;
}

function listResolver(definition: List): Class {
  const { table, options } = definition;
  const singular = options.singular ?? options.name.replace(/ies$/, 'y').replace(/s$/, '');
  // The methods only declare the fields; the executor has `readings` answer them.
  class ListResolver {
    many() {}
    one() {}
  }
  const { prototype } = ListResolver;
  const declare = (method: 'many' | 'one', name: string, returns: () => unknown, write: Write) => {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, method) as PropertyDescriptor;
    Query(returns as never, { name, nullable: method === 'one' })(prototype, method, descriptor);
    if (method === 'many') Args(() => definition.argumentsType as never)(prototype, method, 0);
    else Arg('id', () => ID)(prototype, method, 0);
    rootRequirements.set(name, options.permission);
    readings.set(name, (reader, args, selection) => {
      reader.assertAllowed(options.permission);
      return write(reader, args, selection);
    });
  };
  declare(
    'many',
    options.name,
    () => definition.connection,
    (reader, args, selection) => ({
      ...readConnection(reader, definition, args, selection),
      views: { what: options.name, type: table.typeName },
      opens: narrowedTo(options, args as ListArguments),
    }),
  );
  declare(
    'one',
    singular,
    () => table.class,
    (reader, { id }, selection) => {
      const views = { what: singular, type: table.typeName, id: String(id) };
      const opens =
        personColumnOf(table) && !options.unnoted ? { what: singular, table, id: String(id) } : undefined;
      return { ...readRow(reader, table, String(id), selection), views, opens };
    },
  );
  Resolver()(ListResolver);
  return ListResolver;
}

/** The row about a person to which a filter narrows the list, if one does. */
function narrowedTo({ name, filters, unnoted }: ListOptions, { filter }: ListArguments): Opened | undefined {
  if (unnoted || !filter) return undefined;
  for (const [key, value] of Object.entries(filter)) {
    const table = value ? aboutPersons(filters[key]?.names) : undefined;
    if (table) return { what: name, table, id: String(value) };
  }
  return undefined;
}

function aboutPersons(name: string | undefined): TableDefinition | undefined {
  const table = name ? tableNamed(name) : undefined;
  return table && personColumnOf(table) ? table : undefined;
}

// -- The usual filters and sort keys --

/** Equals the column. */
export const equals = (column: string, type: () => unknown = () => ID, sqlType = 'uuid'): FilterField => ({
  type,
  condition: (row, value, statement) => `${row}.${column} = ${statement.bind(value, sqlType)}`,
  ...(column.endsWith('_id') && { names: column.slice(0, -3) }),
});

/** Equals a column that holds a choice. */
export const choice = (column: string, values: object): FilterField => equals(column, () => values, 'text');

/** Meets the condition, or does not; the condition is never null. */
export const yesOrNo = (condition: (row: string) => string): FilterField => ({
  type: () => Boolean,
  condition: (row, value) => (value ? condition(row) : `not ${condition(row)}`),
});

/** What somebody typed into a search, in lower case: the whole of it, and its words where it has several. */
export function typed(value: unknown): { whole: string | undefined; words: string[] } {
  const text = String(value).toLowerCase().trim();
  const words = text.split(/\s+/).slice(0, 6);
  const [whole, ...parts] = [text, ...(words.length > 1 ? words : [])].map((part) => part.slice(0, 100));
  return { whole: whole || undefined, words: parts };
}

/**
 * The text, or every word of it, begins one of these columns, which hold lower-case text. `^@` is leakproof, so that the index
 * serves under row security; LIKE is not.
 */
export const beginsWith = (...columns: string[]): FilterField => ({
  type: () => String,
  condition: (row, value, statement) => {
    const { whole, words } = typed(value);
    if (!whole) return 'true';
    const begins = (part: string): string => {
      const bound = statement.bind(part);
      return `(${columns.map((column) => `${row}.${column} ^@ ${bound}`).join(' or ')})`;
    };
    return words.length ? `(${begins(whole)} or (${words.map(begins).join(' and ')}))` : begins(whole);
  },
});

/** Sorts by a column that is never null. */
export const by = (column: string, type = 'text'): SortKey => ({ sql: (row) => `${row}.${column}`, type });

/** Sorts by a column that may be null; nulls take `instead`. */
export const byOr = (column: string, instead: string, type = 'text'): SortKey => ({
  sql: (row) => `coalesce(${row}.${column}, ${instead})`,
  type,
});
