import type { Level } from '@steward/shared';
import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import type { Actor } from '../actor.ts';
import { assertAllowed } from '../graphql/context.ts';
import { invalid, notFound, Problem } from '../problem.ts';
import type { Scope } from '../scope.ts';
import { type FieldPlan, type TableDefinition, tableOf } from '../table.ts';
import { cursorSql, readCursor } from './cursor.ts';
import type { List, ListArguments } from './list.ts';
import { Statement } from './statement.ts';

/** Rows per page when none are asked for, and the most that may be. [S28] */
const DEFAULT_PAGE = 25;
const LARGEST_PAGE = 100;
/** Objects one query may ask for over all its lists. */
const LARGEST_RESULT = 20_000;
/** How many rows a plain list (`Many`) is taken to hold. */
const A_FEW = 10;
/** What the lists of one scope have asked for together: all root fields of a query share its scope. */
const askedFor = new WeakMap<Scope, number>();

/** JSON text made by PostgreSQL from the very selection that was asked: it is passed on unread. */
export class Projected {
  readonly json: string;
  constructor(json: string) {
    this.json = json;
  }
}

/** Names of the queries and mutations that answer with `Projected` JSON. */
export const projectedRoots = new Set<string>();

/** One page of a list, as JSON for the selection of `info`. */
export async function projectConnection(
  scope: Scope,
  list: List,
  args: ListArguments,
  info: GraphQLResolveInfo,
): Promise<Projected> {
  const projection = new Projection(scope, info);
  const sql = projection.connection(list, args, selections(info.fieldNodes), undefined, 1);
  return new Projected((await scope.json(`select ${sql}::text`, projection.statement.parameters)) ?? 'null');
}

/** One row by id, as JSON for the selection of `info`; NOT_FOUND if it is not there or not visible. [S10] */
export async function projectRow(
  scope: Scope,
  table: TableDefinition,
  id: string,
  info: GraphQLResolveInfo,
): Promise<Projected> {
  const missing = notFound(table.table.replaceAll('_', ' '));
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw missing;
  const projection = new Projection(scope, info);
  const row = projection.statement.alias();
  const object = projection.object(table, selections(info.fieldNodes), row, 1);
  const key = projection.statement.bind(id, 'uuid');
  const json = await scope.json(
    `select ${object}::text from ${table.table} ${row} where ${row}.id = ${key}`,
    projection.statement.parameters,
  );
  if (json === null) throw missing;
  return new Projected(json);
}

/** Several rows by id in the order given, as a JSON array. */
export async function projectRows(
  scope: Scope,
  table: TableDefinition,
  ids: readonly string[],
  info: GraphQLResolveInfo,
): Promise<Projected> {
  const projection = new Projection(scope, info);
  const row = projection.statement.alias();
  const object = projection.object(table, selections(info.fieldNodes), row, ids.length);
  const keys = projection.statement.bind(ids, 'uuid[]');
  const json = await scope.json(
    `select coalesce(json_agg(${object} order by array_position(${keys}, ${row}.id)), '[]')::text from ${table.table} ${row} where ${row}.id = any(${keys})`,
    projection.statement.parameters,
  );
  return new Projected(json ?? '[]');
}

const selections = (nodes: readonly FieldNode[]): SelectionSetNode[] =>
  nodes.flatMap((node) => (node.selectionSet ? [node.selectionSet] : []));

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Turns the selections of one operation into SQL that builds exactly the JSON asked for. */
class Projection {
  readonly statement = new Statement();
  readonly #info: GraphQLResolveInfo;
  readonly #scope: Scope;
  readonly #actor: Actor;
  readonly #level: Level | undefined;

  constructor(scope: Scope, info: GraphQLResolveInfo) {
    this.#info = info;
    this.#scope = scope;
    this.#actor = scope.actor;
    this.#level = scope.actor.kind === 'member' ? scope.actor.level : undefined;
  }

  /** The fields asked for, by response key; fragments are opened, @skip and @include obeyed. */
  #fields(
    sets: readonly SelectionSetNode[],
    into = new Map<string, FieldNode[]>(),
  ): Map<string, FieldNode[]> {
    for (const set of sets) {
      for (const node of set.selections) {
        const skip = getDirectiveValues(GraphQLSkipDirective, node, this.#info.variableValues);
        const include = getDirectiveValues(GraphQLIncludeDirective, node, this.#info.variableValues);
        if (skip?.if === true || include?.if === false) continue;
        if (node.kind === 'Field') {
          const key = node.alias?.value ?? node.name.value;
          const nodes = into.get(key);
          if (nodes) nodes.push(node);
          else into.set(key, [node]);
        } else if (node.kind === 'InlineFragment') {
          this.#fields([node.selectionSet], into);
        } else {
          const fragment = this.#info.fragments[node.name.value];
          if (fragment) this.#fields([fragment.selectionSet], into);
        }
      }
    }
    return into;
  }

  /** SQL of a JSON object with the selected fields of the row with alias `row`; `times` rows are expected. */
  object(table: TableDefinition, sets: readonly SelectionSetNode[], row: string, times: number): string {
    const objects = (askedFor.get(this.#scope) ?? 0) + times;
    askedFor.set(this.#scope, objects);
    if (objects > LARGEST_RESULT) {
      throw new Problem(
        'INVALID_INPUT',
        `The query may ask for at most ${LARGEST_RESULT} objects: ask for smaller pages.`,
      );
    }
    const type = this.#info.schema.getType(table.typeName) as GraphQLObjectType;
    return this.#build(sets, table.typeName, (name, nodes) => {
      const plan = table.fields.get(name);
      if (!plan) throw new Error(`${table.typeName}.${name} has no plan.`);
      return this.#field(plan, type, nodes, row, times);
    });
  }

  #build(
    sets: readonly SelectionSetNode[],
    typeName: string,
    value: (name: string, nodes: FieldNode[]) => string,
  ): string {
    const pairs: string[] = [];
    for (const [key, nodes] of this.#fields(sets)) {
      const name = (nodes[0] as FieldNode).name.value;
      pairs.push(
        `${literal(key)}, ${name === '__typename' ? `${literal(typeName)}::text` : value(name, nodes)}`,
      );
    }
    // PostgreSQL takes at most 100 arguments: more fields than that are several objects, put together as text.
    if (pairs.length <= 50) return `json_build_object(${pairs.join(', ')})`;
    const parts: string[] = [];
    for (let i = 0; i < pairs.length; i += 50) {
      const part = `json_build_object(${pairs.slice(i, i + 50).join(', ')})::text`;
      parts.push(`left(substr(${part}, 2), -1)`);
    }
    return `('{' || ${parts.join(` || ',' || `)} || '}')::json`;
  }

  #field(plan: FieldPlan, type: GraphQLObjectType, nodes: FieldNode[], row: string, times: number): string {
    switch (plan.kind) {
      case 'column':
        return this.#hidden(plan.levels) ? 'null' : `${row}."${plan.column}"`;
      case 'computed':
        return this.#hidden(plan.levels) ? 'null' : `(${plan.sql(row)})`;
      case 'object':
        return this.#document(`${row}."${plan.column}"`, type, nodes);
      case 'one': {
        const target = tableOf(plan.target());
        const alias = this.statement.alias();
        return `(select ${this.object(target, selections(nodes), alias, times)} from ${target.table} ${alias} where ${alias}.id = ${row}.${plan.column})`;
      }
      case 'many': {
        const target = tableOf(plan.target());
        const alias = this.statement.alias();
        return `(select coalesce(json_agg(${this.object(target, selections(nodes), alias, times * A_FEW)} order by ${alias}.${plan.orderBy}, ${alias}.id), '[]') from ${target.table} ${alias} where ${alias}.${plan.by} = ${row}.id)`;
      }
      case 'connection': {
        const list = plan.list() as List;
        assertAllowed(this.#actor, list.options.permission);
        const node = nodes[0] as FieldNode;
        const field = type.getFields()[node.name.value];
        if (!field) throw new Error(`${type.name}.${node.name.value} is not in the schema.`);
        const args = getArgumentValues(field, node, this.#info.variableValues) as ListArguments;
        return this.connection(list, args, selections(nodes), { column: plan.by, parent: row }, times);
      }
    }
  }

  #hidden(levels: readonly Level[] | undefined): boolean {
    return levels !== undefined && (this.#level === undefined || !levels.includes(this.#level));
  }

  /** The selected members of a JSON value: an object, a list of objects, or a plain value. */
  #document(value: string, type: GraphQLObjectType, nodes: FieldNode[]): string {
    const field = type.getFields()[(nodes[0] as FieldNode).name.value];
    const inner = field && getNamedType(field.type);
    if (!isObjectType(inner)) return value;
    const build = (source: string): string =>
      this.#build(selections(nodes), inner.name, (name, group) =>
        this.#document(`${source}->${literal(name)}`, inner, group),
      );
    if (isListType(getNullableType(field?.type))) {
      const alias = this.statement.alias();
      return `(select coalesce(json_agg(${build(`${alias}.value`)} order by ${alias}.ordinality), '[]') from jsonb_array_elements(${value}) with ordinality ${alias})`;
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
    const cut = `filter (where ${paged}.rn <= ${limit})`;
    const sequence = `order by ${paged}.rn${backward ? ' desc' : ''}`;
    const columns = [`row_number() over (order by ${order}) as rn`];
    const wantsPage = [...fields.values()].some((group) => group[0]?.name.value === 'pageInfo');
    if (wantsPage || edges.length) columns.push(`${cursorSql(keys.map((key) => key.sql))} as cursor`);
    const value = (name: string, group: FieldNode[]): string => {
      switch (name) {
        case 'nodes': {
          const column = `n${columns.length}`;
          columns.push(`${this.object(table, selections(group), row, times * limit)} as ${column}`);
          return `coalesce(json_agg(${paged}.${column} ${sequence}) ${cut}, '[]')`;
        }
        case 'edges': {
          const column = `n${columns.length}`;
          const edge = this.#build(selections(group), `${table.typeName}Edge`, (part, parts) =>
            part === 'cursor'
              ? cursorSql(keys.map((key) => key.sql))
              : this.object(table, selections(parts), row, times * limit),
          );
          columns.push(`${edge} as ${column}`);
          return `coalesce(json_agg(${paged}.${column} ${sequence}) ${cut}, '[]')`;
        }
        case 'totalCount': {
          const counted = this.statement.alias();
          return `(select count(*) from ${table.table} ${counted} where ${this.#conditions(list, args, counted, parent)})`;
        }
        default:
          return this.#build(selections(group), 'PageInfo', (part) => {
            const more = `count(*) > ${limit}`;
            const edgeOf = (last: boolean) =>
              `(array_agg(${paged}.cursor order by ${paged}.rn${last === backward ? '' : ' desc'}) ${cut})[1]`;
            if (part === 'hasNextPage') return backward ? String(Boolean(args.before)) : more;
            if (part === 'hasPreviousPage') return backward ? more : String(Boolean(args.after));
            return part === 'startCursor' ? edgeOf(false) : edgeOf(true);
          });
      }
    };
    const object = this.#build(sets, `${table.typeName}Connection`, value);
    // Only a total: no page, and no parameter that the statement would not use.
    if (!nodes.length && !edges.length && !wantsPage) return `(select ${object})`;
    const where = this.#conditions(list, args, row, parent);
    const keyset = from ? [this.#keyset(from, backward ? 'before' : 'after', keys, descending)] : [];
    return `(select ${object} from (select ${columns.join(', ')} from ${table.table} ${row} where ${[where, ...keyset].join(' and ')} order by ${order} limit ${limit + 1}) ${paged})`;
  }

  #conditions(
    list: List,
    args: ListArguments,
    row: string,
    parent: { column: string; parent: string } | undefined,
  ): string {
    const conditions = Object.entries(args.filter ?? {}).flatMap(([name, value]) => {
      const filter = list.options.filters[name];
      return filter && value !== null && value !== undefined
        ? [filter.condition(row, value, this.statement)]
        : [];
    });
    const only = list.options.only?.(row, this.#level);
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
