import { isId, type Level } from '@steward/shared';
import {
  type FieldNode,
  type GraphQLObjectType,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Opened, Viewed } from '../access-ledger.ts';
import { markedSql } from '../keyring.ts';
import type { Permission } from '../permission.ts';
import { invalid, notFound, type Problem } from '../problem.ts';
import { type FieldPlan, type TableDefinition, tableOf } from '../table.ts';
import { cursorSql, readCursor } from './cursor.ts';
import type { List, ListArguments } from './list.ts';
import type { Reader } from './reader.ts';
import { fieldsOf, hasVariables, type Selection } from './selection.ts';
import { Statement } from './statement.ts';

/** Rows per page when none are asked for, and the most that may be. [S28] */
const DEFAULT_PAGE = 25;
const LARGEST_PAGE = 100;

/** JSON text made by PostgreSQL from the very selection that was asked: it is passed on unread. */
export class Projected {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}

/** One SQL statement that yields one JSON text: the whole answer to one field. */
export interface Reading {
  text: string;
  parameters: readonly (string | null)[];
  /** Sealed values may be in the text: they are opened before it is passed on. */
  sealed?: boolean;
  /** What is noted if there is a row. */
  opens?: Opened | undefined;
  /** What is noted of those who are in for support. */
  views?: Viewed;
  /** What it means when there is no row; what is always there has none. */
  missing?: () => Problem;
}

/** The answer from what PostgreSQL gave for a reading. */
export function answerOf({ missing }: Reading, json: string | null): Projected {
  if (json === null && missing) throw missing();
  return new Projected(json ?? 'null');
}

/** A statement as it was written for a field, without what differs from one request to the next. */
interface Written {
  text: string;
  parameters: readonly (string | null)[];
  objects: number;
  sealed: boolean;
}

/** What was written for a field of a document and is right for every request of it, by the permissions of the reader. */
const remembered = new WeakMap<FieldNode, WeakMap<ReadonlySet<Permission>, Written>>();

/** Writes a statement, or takes the one written before if no variable has a part in `nodes`. */
function write(
  reader: Reader,
  selection: Selection,
  nodes: readonly (FieldNode | SelectionSetNode)[],
  work: (projection: Projection) => string,
): Written {
  const [node, another] = selection.fieldNodes as [FieldNode, ...FieldNode[]];
  const { permissions } = reader;
  const constant = permissions && !another && !nodes.some((part) => hasVariables(part, selection.fragments));
  const before = constant ? remembered.get(node)?.get(permissions) : undefined;
  if (before) {
    reader.asks(before.objects);
    return before;
  }
  const projection = new Projection(reader, selection);
  const asked = reader.objects;
  const text = work(projection);
  const { statement, sealed } = projection;
  const written = { text, parameters: statement.parameters, objects: reader.objects - asked, sealed };
  if (constant) {
    const byPermissions = remembered.get(node) ?? new WeakMap<ReadonlySet<Permission>, Written>();
    remembered.set(node, byPermissions.set(permissions, written));
  }
  return written;
}

/** One page of a list. */
export function readConnection(
  reader: Reader,
  list: List,
  args: ListArguments,
  selection: Selection,
): Reading {
  const sets = selections(selection.fieldNodes);
  return write(
    reader,
    selection,
    selection.fieldNodes,
    (projection) => `select ${projection.connection(list, args, sets, undefined, 1)}::text`,
  );
}

/** One row by id; NOT_FOUND if it is not there or not visible. [S10] */
export function readRow(reader: Reader, table: TableDefinition, id: string, selection: Selection): Reading {
  const missing = (): Problem => notFound(table.table.replaceAll('_', ' '));
  if (!isId(id)) throw missing();
  const sets = selections(selection.fieldNodes);
  // The id comes last, so that the statement is the same for every row.
  const { text, parameters, sealed } = write(reader, selection, sets, (projection) => {
    const { statement } = projection;
    const row = statement.alias();
    const read = projection.object(table, sets, row, 1);
    return `select ${read}::text from ${table.table} ${row} where ${row}.id = $${statement.parameters.length + 1}::uuid`;
  });
  return { text, parameters: [...parameters, id], sealed, missing };
}

/** Figures that stand beside one another, by name, and what they are taken from: a `from` of one row each. */
export interface Figures {
  sql: ReadonlyMap<string, string>;
  from: readonly { sql: string; of: ReadonlySet<string> }[];
}

/** One object of figures; those that are not among them are null, and what none of those asked for is taken from is not read. */
export function readFigures(
  reader: Reader,
  typeName: string,
  figures: Figures,
  selection: Selection,
): Reading {
  const sets = selections(selection.fieldNodes);
  return write(reader, selection, sets, (projection) => {
    const { object, asked } = projection.figures(typeName, sets, figures.sql);
    const from = figures.from.filter(({ of }) => asked.some((name) => of.has(name))).map(({ sql }) => sql);
    return `select ${object}::text${from.length ? ` from ${from.join(', ')}` : ''}`;
  });
}

const selections = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Turns the selections of one operation into SQL that builds exactly the JSON asked for. */
class Projection {
  readonly statement = new Statement();
  readonly #selection: Selection;
  readonly #reader: Reader;
  /** Whether a sealed field is selected. */
  sealed = false;

  constructor(reader: Reader, selection: Selection) {
    this.#selection = selection;
    this.#reader = reader;
  }

  #fields(sets: readonly SelectionSetNode[]): Map<string, FieldNode[]> {
    return fieldsOf(sets, this.#selection);
  }

  /** SQL of a JSON object with the selected fields of the row with alias `row`; `times` rows are expected. */
  object(table: TableDefinition, sets: readonly SelectionSetNode[], row: string, times: number): string {
    this.#reader.asks(times);
    return this.#build(sets, table.typeName, (name, nodes) => {
      const plan = table.fields.get(name);
      if (!plan) throw new Error(`${table.typeName}.${name} has no plan.`);
      return this.#field(table, plan, nodes, row, times);
    });
  }

  /** SQL of a JSON object of figures, and which are asked for. */
  figures(
    typeName: string,
    sets: readonly SelectionSetNode[],
    sql: ReadonlyMap<string, string>,
  ): { object: string; asked: string[] } {
    this.#reader.asks(1);
    const type = this.#selection.schema.getType(typeName) as GraphQLObjectType;
    const asked: string[] = [];
    const object = this.#build(sets, typeName, (name, nodes) => {
      const figure = sql.get(name);
      if (!figure) return 'null';
      asked.push(name);
      const isObject = isObjectType(getNamedType(type.getFields()[name]?.type));
      return isObject ? this.#document(`to_jsonb(${figure})`, type, nodes, () => undefined) : figure;
    });
    return { object, asked };
  }

  #build(
    sets: readonly SelectionSetNode[],
    typeName: string,
    value: (name: string, nodes: FieldNode[]) => string,
  ): string {
    const members: string[] = [];
    for (const [key, nodes] of this.#fields(sets)) {
      const name = (nodes[0] as FieldNode).name.value;
      members.push(
        `${name === '__typename' ? `${literal(typeName)}::text` : value(name, nodes)} as "${key}"`,
      );
    }
    // A row is turned into JSON faster than pairs of keys and values are, and has no blanks.
    return members.length ? `(select row_to_json(o) from (select ${members.join(', ')}) o)` : `'{}'::json`;
  }

  #field(table: TableDefinition, plan: FieldPlan, nodes: FieldNode[], row: string, times: number): string {
    const type = this.#selection.schema.getType(table.typeName) as GraphQLObjectType;
    switch (plan.kind) {
      case 'column':
        return this.#hidden(plan.levels) ? 'null' : `${row}."${plan.column}"`;
      case 'computed':
        if (this.#hidden(plan.levels)) return 'null';
        this.sealed ||= plan.sealed;
        return this.#document(`(${plan.sql(row, this.#reader.level)})`, type, nodes, () => undefined);
      case 'sealed':
        return this.#hidden(plan.levels)
          ? 'null'
          : this.#marked(
              plan.shown
                ? `(case when ${plan.shown(row)} then ${row}."${plan.column}" end)`
                : `${row}."${plan.column}"`,
              `${table.table}.${plan.column}`,
              row,
            );
      case 'object': {
        const inner = (name: string, value: string): string | undefined =>
          plan.sealed.includes(name)
            ? `case ${value} #>> '{}' when '' then '""' else ${this.#marked(`(${value} #>> '{}')`, `${table.table}.${plan.column}`, row)} end`
            : undefined;
        return this.#hidden(plan.levels)
          ? 'null'
          : this.#document(`${row}."${plan.column}"`, type, nodes, inner);
      }
      case 'one': {
        const target = tableOf(plan.target());
        const alias = this.statement.alias();
        return `(select ${this.object(target, selections(nodes), alias, times)} from ${target.table} ${alias} where ${alias}.id = ${row}.${plan.column})`;
      }
      case 'many': {
        const target = tableOf(plan.target());
        const alias = this.statement.alias();
        return `(select coalesce(json_agg(${this.object(target, selections(nodes), alias, times * plan.about)} order by ${alias}.${plan.orderBy}, ${alias}.id), '[]') from ${target.table} ${alias} where ${alias}.${plan.by} = ${row}.id)`;
      }
      case 'connection': {
        const list = plan.list() as List;
        this.#reader.assertAllowed(list.options.permission);
        const node = nodes[0] as FieldNode;
        const field = type.getFields()[node.name.value];
        if (!field) throw new Error(`${type.name}.${node.name.value} is not in the schema.`);
        const args = getArgumentValues(field, node, this.#selection.variableValues) as ListArguments;
        return this.connection(list, args, selections(nodes), { column: plan.by, parent: row }, times);
      }
    }
  }

  #hidden(levels: readonly Level[] | undefined): boolean {
    const { level } = this.#reader;
    return levels !== undefined && (level === undefined || !levels.includes(level));
  }

  #marked(sealed: string, place: string, row: string): string {
    this.sealed = true;
    return markedSql(sealed, place, `${row}.id`);
  }

  /**
   * The selected members of a JSON value: an object, a list of objects, or a plain value.
   * @param special gives the SQL of members that are not taken as they are
   */
  #document(
    value: string,
    type: GraphQLObjectType,
    nodes: FieldNode[],
    special: (name: string, value: string) => string | undefined,
  ): string {
    const name = (nodes[0] as FieldNode).name.value;
    const field = type.getFields()[name];
    const inner = field && getNamedType(field.type);
    if (!isObjectType(inner)) return special(name, value) ?? value;
    const build = (source: string): string =>
      this.#build(selections(nodes), inner.name, (member, group) =>
        this.#document(`${source}->${literal(member)}`, inner, group, special),
      );
    if (isListType(getNullableType(field?.type))) {
      const alias = this.statement.alias();
      const listed = (from: string): string =>
        `(select coalesce(json_agg(${build(`${alias}.value`)} order by ${alias}.ordinality), '[]') from jsonb_array_elements(${from}) with ordinality ${alias})`;
      if (isNonNullType(field?.type)) return listed(value);
      // No list is something else than an empty one; it is worked out once.
      const whole = this.statement.alias();
      return `(select case when ${whole}.list is not null then ${listed(`${whole}.list`)} end from (select ${value} as list offset 0) ${whole})`;
    }
    return `case when jsonb_typeof(${value}) = 'object' then ${build(value)} end`;
  }

  /** SQL of a connection object. Only what is selected is worked out: no total unless asked for. */
  connection(
    list: List,
    args: ListArguments,
    sets: readonly SelectionSetNode[],
    parent: { column: string; parent: string } | undefined,
    times: number,
  ): string {
    const page = pageOf(args);
    const fields = this.#fields(sets);
    const nodes = [...fields.values()].filter((group) => group[0]?.name.value === 'nodes').flat();
    const edges = [...fields.values()].filter((group) => group[0]?.name.value === 'edges').flat();
    const { table, options } = list;
    const row = this.statement.alias();
    const [sort, direction] = args.orderBy ? [args.orderBy.field, args.orderBy.direction] : options.order;
    const sortKeys = options.sorts[sort] ?? [];
    const keys = [
      ...sortKeys.map((key) => ({ sql: key.sql(row), type: key.type })),
      { sql: `${row}.id`, type: 'uuid' },
    ];
    const backward = page.backward;
    const descending = (direction === 'DESC') !== backward;
    const from = backward ? args.before : args.after;
    const order = keys.map((key) => `${key.sql} ${descending ? 'desc' : 'asc'}`).join(', ');
    const paged = this.statement.alias();
    const limit = page.size;
    const wantsPage = [...fields.values()].some((group) => group[0]?.name.value === 'pageInfo');
    // What each row of the page yields, gathered into arrays in the order of the page.
    const columns: string[] = [];
    const gather = (sql: string): string => {
      columns.push(`${sql} as n${columns.length}`);
      return `${paged}.n${columns.length - 1}`;
    };
    // One row more than the page tells whether there are others; a page read from its end is turned round.
    const isPlain = !wantsPage && !backward;
    const rows = (gathered: string): string => {
      const kept = wantsPage ? `${gathered}[1:${limit}]` : gathered;
      const array = isPlain ? gathered : `array_to_json(${backward ? `array_reverse(${kept})` : kept})`;
      return `coalesce(${array}, '[]')`;
    };
    const cursors = wantsPage ? gather(cursorSql(keys.map((key) => key.sql))) : '';
    const [first, last] = [`${cursors}[1]`, `${cursors}[least(${paged}.count, ${limit})]`];
    const value = (name: string, group: FieldNode[]): string => {
      switch (name) {
        case 'nodes':
          return rows(gather(this.object(table, selections(group), row, times * limit)));
        case 'edges':
          return rows(
            gather(
              this.#build(selections(group), `${table.typeName}Edge`, (part, parts) =>
                part === 'cursor'
                  ? cursorSql(keys.map((key) => key.sql))
                  : this.object(table, selections(parts), row, times * limit),
              ),
            ),
          );
        case 'totalCount': {
          const counted = this.statement.alias();
          return `(select count(*) from ${table.table} ${counted} where ${this.#conditions(list, args, counted, parent)})`;
        }
        default:
          return this.#build(selections(group), 'PageInfo', (part) => {
            const more = `${paged}.count > ${limit}`;
            if (part === 'hasNextPage') return backward ? String(Boolean(args.before)) : more;
            if (part === 'hasPreviousPage') return backward ? more : String(Boolean(args.after));
            return (part === 'startCursor') === backward ? last : first;
          });
      }
    };
    const object = this.#build(sets, `${table.typeName}Connection`, value);
    // Only a total: no page, and no parameter that the statement would not use.
    if (!nodes.length && !edges.length && !wantsPage) return object;
    const where = this.#conditions(list, args, row, parent);
    const keyset = from ? [this.#keyset(from, backward ? 'before' : 'after', keys, descending)] : [];
    const one = this.statement.alias();
    const found = `select ${columns.join(', ')} from ${table.table} ${row} where ${[where, ...keyset].join(' and ')} order by ${order} limit ${wantsPage ? limit + 1 : limit}`;
    const gathered = columns.map(
      (_column, i) => `${isPlain ? 'json_agg' : 'array_agg'}(${one}.n${i}) as n${i}`,
    );
    return `(select ${object} from (select ${[...(wantsPage ? ['count(*)'] : []), ...gathered].join(', ')} from (${found}) ${one}) ${paged})`;
  }

  #conditions(
    list: List,
    args: ListArguments,
    row: string,
    parent: { column: string; parent: string } | undefined,
  ): string {
    const conditions = Object.entries(args.filter ?? {}).flatMap(([name, value]) => {
      const filter = list.options.filters[name];
      if (!filter || value === null || value === undefined) return [];
      if (typeof value === 'string' && value.includes('\0'))
        throw invalid(`filter.${name}`, 'May not contain control characters.');
      return [filter.condition(row, value, this.statement, this.#reader.level)];
    });
    const only = list.options.only?.(row, this.#reader.level);
    if (only) conditions.unshift(only);
    if (parent) conditions.unshift(`${row}.${parent.column} = ${parent.parent}.id`);
    return conditions.length ? conditions.join(' and ') : 'true';
  }

  #keyset(
    cursor: string,
    argument: string,
    keys: { sql: string; type: string }[],
    descending: boolean,
  ): string {
    const values = readCursor(
      cursor,
      argument,
      keys.map((key) => key.type),
    );
    const bound = keys.map((key, i) => this.statement.bind(values[i], key.type));
    return `(${keys.map((key) => key.sql).join(', ')}) ${descending ? '<' : '>'} (${bound.join(', ')})`;
  }
}

function pageOf(args: ListArguments): { size: number; backward: boolean } {
  const backward = isGiven(args.last);
  if (backward && isGiven(args.first)) throw invalid('last', 'May not be given together with first.');
  if (backward && isGiven(args.after)) throw invalid('after', 'Goes with first; last goes with before.');
  if (!backward && isGiven(args.before)) throw invalid('before', 'Goes with last; first goes with after.');
  const argument = backward ? 'last' : 'first';
  const size = args[argument] ?? DEFAULT_PAGE;
  if (size < 1 || size > LARGEST_PAGE) throw invalid(argument, `Must be between 1 and ${LARGEST_PAGE}.`);
  return { size, backward };
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;
