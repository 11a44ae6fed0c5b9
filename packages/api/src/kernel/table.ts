import 'reflect-metadata';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { Level } from '@steward/shared';
import { Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Area } from './area.ts';
import type { DataSheet } from './personal-data.ts';
import { GraphQLDate, GraphQLDateTime, GraphQLMinor, GraphQLValues } from './scalars.ts';

/**
 * A table, its GraphQL type and its protection are one class. The decorators here say each fact once: the ORM, the
 * schema, the read path (`read/`) and row security (`protection.ts`) all take it from this registry.
 */

// biome-ignore lint/complexity/noBannedTypes: a class is known here only as a constructor function
export type Class<T = unknown> = Function & { prototype: T };

/** Which columns hold the tenant; a missing one means that the table has no such column. */
export interface TenantColumns {
  reseller: string;
  company?: string;
  endUser?: string;
}

/** s select, i insert, u update, d delete. */
export type Letters = 's' | 'i' | 'si' | 'su' | 'sd' | 'siu' | 'sid' | 'sud' | 'siud';

/** What each database role may do with a table; a role that is not named may do nothing. */
export interface Access {
  platform?: Letters;
  reseller?: Letters;
  company?: Letters;
  endUser?: Letters;
  worker?: Letters;
  anonymous?: Letters;
  /** Puts what is sealed under other keys; of every table with something sealed it has that by itself. */
  sealer?: Letters;
  /** Owner of the SECURITY DEFINER functions that work before there is a scope; sees all rows of the tables it may use. */
  gate?: Letters;
}

/** Whether rows can be added while their reseller or company is suspended; if so, why. */
type Begins = 'only while active' | `even while suspended: ${string}`;

/**
 * Where rows are once their company has moved to another reseller: there, or with the reseller under whom they happened. Of
 * the latter a company sees its own wherever they happened; its reseller sees those under itself.
 */
type Place = 'with its company' | 'where it happened';

/** Tenant columns; 'none' for what has no tenant (people, reference data), with `rows` saying who sees what. */
type Whose =
  | { tenant: 'none' }
  | { tenant: { reseller: string; company?: never; endUser?: never }; begins: Begins }
  | { tenant: { reseller: string; company: string; endUser?: string }; begins: Begins; place: Place };

export type TableOptions = Whose & TableRules;

/** The column that says about whom each row is, where a table is about persons. */
export const personColumnOf = ({ options, fields }: TableDefinition): string | undefined =>
  (options.tenant === 'none' ? undefined : options.tenant.endUser) ??
  (fields.get('endUserId')?.kind === 'column' ? 'end_user_id' : undefined);

/** Rows that stay where they happened. */
export const isHistory = (options: TableOptions): boolean =>
  'place' in options && options.place === 'where it happened';

interface TableRules {
  /** The GraphQL type, where it is not the table's name in its writing. */
  type?: string;
  /**
   * What its rows are about: a role without this area reaches none of them, nor does a reseller those of a company that has
   * closed it. 'reference' is for what everyone needs to find their way, such as tenants, and for what is one's own.
   */
  area: Area | 'reference';
  /** Of reference that people change: the area which whoever does must manage. 'own' for what anybody does for themselves. */
  managedIn?: Area | 'own';
  /** What its columns hold of whom, why and how long. [D4] */
  data: DataSheet;
  may: Access;
  /** Row conditions that replace the tenant comparison, per role; SQL over the bare column names. */
  rows?: Partial<Record<keyof Access, string>>;
  /** True for what nobody adds, changes or removes who is in for support: roles, agreements, grants, sessions. [S18] */
  ownRight?: true;
  /** Further conditions for rows a role inserts, changes or removes; SQL over the bare column names. */
  writes?: Partial<Record<keyof Access, string>>;
  /** Rows that a role reads whatever its areas and reach; SQL over the bare column names. */
  own?: Partial<Record<keyof Access, string>>;
  /** Rows that a reseller keeps, whatever their company has closed to it: its own books; SQL over the bare column names. */
  kept?: string;
  /** True for what is noted of deeds in other areas: rows are added whatever the areas and reach of who adds them. */
  notes?: true;
  /** The only properties a role may change; without it all that it may read. */
  changes?: Partial<Record<keyof Access, readonly string[]>>;
  /**
   * Fields whose values the audit log keeps, as they were and as they are now, for they are never personal. Of all others it
   * keeps only that they changed.
   */
  impersonal?: readonly string[];
  /** What to say when a constraint refuses a row: constraint → [input path, message]. */
  constraints?: Record<string, readonly [path: string, message: string]>;
  /** True for a table that has no GraphQL type. */
  internal?: boolean;
}

export type FieldPlan =
  | { kind: 'column'; column: string; levels: readonly Level[] | undefined }
  | {
      kind: 'sealed';
      column: string;
      levels: readonly Level[] | undefined;
      shown?: ((row: string) => string) | undefined;
    }
  | { kind: 'object'; column: string; levels: readonly Level[] | undefined; sealed: readonly string[] }
  | {
      kind: 'computed';
      sql: (row: string, level: Level | undefined) => string;
      levels: readonly Level[] | undefined;
      sealed: boolean;
    }
  | { kind: 'one'; target: () => Class; column: string }
  | { kind: 'many'; target: () => Class; by: string; orderBy: string; about: number }
  | { kind: 'connection'; list: () => unknown; by: string };

export interface TableDefinition {
  class: Class;
  table: string;
  typeName: string;
  options: TableOptions;
  fields: Map<string, FieldPlan>;
  /** Columns that only some levels may read. */
  restricted: Map<string, readonly Level[]>;
  /** Properties whose values are kept as ciphertext under a key of the row's tenant. */
  sealed: readonly string[];
  /** Columns of sealed telephone numbers that are looked up: `<column>_sought` finds them. */
  sought: ReadonlySet<string>;
  /** Properties that hold others' secrets, sealed under a key of the installation. */
  secrets: readonly string[];
  /** Type and nullability of each property that is a column. */
  columns: ReadonlyMap<string, { type: string; nullable: boolean }>;
}

const tables = new Map<Class, TableDefinition>();
const named = new Map<string, TableDefinition>();
const pending = new Map<object, Map<string, FieldPlan>>();
const restricted = new Map<object, Map<string, readonly Level[]>>();
const sealed = new Map<object, string[]>();
const sought = new Map<object, Set<string>>();
const secrets = new Map<object, string[]>();
const columns = new Map<object, Map<string, { type: string; nullable: boolean }>>();

function plan(prototype: object, field: string, fieldPlan: FieldPlan): void {
  const definition = tables.get(prototype.constructor);
  if (definition) {
    definition.fields.set(field, fieldPlan);
    return;
  }
  const plans = pending.get(prototype) ?? new Map<string, FieldPlan>();
  pending.set(prototype, plans.set(field, fieldPlan));
}

/** snake_case of a property name: the column's name. */
export const columnOf = (property: string): string =>
  property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The property whose column this is. */
export const propertyOf = (column: string): string =>
  column.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** The class's table: `end_user` becomes the GraphQL type EndUser. */
export function Table(table: string, options: TableOptions): ClassDecorator {
  return (target) => {
    const typeName =
      options.type ?? table.replace(/(^|_)([a-z])/g, (_match, _gap, letter: string) => letter.toUpperCase());
    Entity({ tableName: table })(target as never);
    if (!options.internal) ObjectType(typeName)(target);
    const definition: TableDefinition = {
      class: target as Class,
      table,
      typeName,
      options,
      fields: pending.get(target.prototype) ?? new Map(),
      restricted: restricted.get(target.prototype) ?? new Map(),
      sealed: sealed.get(target.prototype) ?? [],
      sought: sought.get(target.prototype) ?? new Set(),
      secrets: secrets.get(target.prototype) ?? [],
      columns: columns.get(target.prototype) ?? new Map(),
    };
    tables.set(target as Class, definition);
    named.set(table, definition);
  };
}

/** Every table there is; `app.ts` imports the features, their classes register here. */
export const allTables = (): TableDefinition[] =>
  [...tables.values()].sort((a, b) => (a.table < b.table ? -1 : 1));

/** The definition of a table by its name, if there is one. */
export const tableNamed = (name: string): TableDefinition | undefined => named.get(name);

/** The definition behind a class; throws for a class that is no table. */
export function tableOf(target: Class): TableDefinition {
  const definition = tables.get(target);
  if (!definition) throw new Error(`${target.name} is not a table.`);
  return definition;
}

export interface ColumnOptions {
  nullable?: true;
  /** False: not part of the GraphQL type. */
  api?: false;
  /** The levels that may read it; for others the field is null and the column is not granted. */
  levels?: readonly Level[];
  description?: string;
}

type GraphQLTypeOf = () => unknown;

export function column(
  type: string,
  graphql: GraphQLTypeOf,
  options: ColumnOptions,
  planned: (column: string, levels: readonly Level[] | undefined) => FieldPlan = (name, levels) => ({
    kind: 'column',
    column: name,
    levels,
  }),
): PropertyDecorator {
  return (prototype, property) => {
    const field = String(property);
    const nullable = options.nullable ?? false;
    const exactly = /[([]/.test(type) && { columnType: type };
    Property({
      type,
      ...exactly,
      fieldName: columnOf(field),
      nullable,
      lazy: options.levels !== undefined,
    } as never)(prototype as never, field);
    const known = columns.get(prototype) ?? new Map<string, { type: string; nullable: boolean }>();
    columns.set(prototype, known.set(field, { type, nullable }));
    if (options.levels) {
      const hidden = restricted.get(prototype) ?? new Map<string, readonly Level[]>();
      restricted.set(prototype, hidden.set(columnOf(field), options.levels));
    }
    if (options.api === false) return;
    Field(graphql as never, {
      nullable: nullable || options.levels !== undefined,
      ...(options.description ? { description: options.description } : {}),
    })(prototype, field);
    plan(prototype, field, planned(columnOf(field), options.levels));
  };
}

/** The primary key, a UUIDv7 made by the product. [S9] */
export function Key(): PropertyDecorator {
  return (prototype, property) => {
    PrimaryKey({ type: 'uuid' })(prototype as never, String(property));
    Field(() => ID)(prototype, String(property));
    plan(prototype, String(property), {
      kind: 'column',
      column: columnOf(String(property)),
      levels: undefined,
    });
  };
}

/** A reference to another row, kept as its id; not a GraphQL field of its own (see One). */
export const Ref = (options: Omit<ColumnOptions, 'api'> = {}) =>
  column('uuid', () => ID, { ...options, api: false });
/** An id that is a GraphQL field. */
export const Id = (options: ColumnOptions = {}) => column('uuid', () => ID, options);
export const Text = (options: ColumnOptions = {}) => column('text', () => String, options);
export const Whole = (options: ColumnOptions = {}) => column('integer', () => Int, options);
/** Money in minor units, which may be more than 32 bits hold. */
export const Amount = (options: ColumnOptions = {}) => column('integer', () => GraphQLMinor, options);
/** So much of something that is counted in parts, too, such as hours. */
export const Quantity = (options: ColumnOptions = {}) => column('numeric(15,3)', () => Float, options);
export const Flag = (options: ColumnOptions = {}) => column('boolean', () => Boolean, options);
/** A moment, UTC. */
export const Moment = (options: ColumnOptions = {}) => column('timestamptz', () => GraphQLDateTime, options);
/** A calendar day, `YYYY-MM-DD`. */
export const Day = (options: ColumnOptions = {}) => column('date', () => GraphQLDate, options);
/** One of a closed set; `values` must have been named with `enumeration`. */
export const Choice = (values: object, options: ColumnOptions = {}) => column('text', () => values, options);
/**
 * Text that the database holds as ciphertext only, under a key of the row's tenant. It opens on the way out and is sealed on
 * the way in (`scope.insert`, `scope.load`, `scope.sealed`); it is neither filtered nor sorted by. Its column has a check
 * that it is sealed. A telephone number that is `sought` carries what finds it, which a generated column
 * `<column>_sought` holds apart. `shown` is SQL over the alias of a row: of others it reads as nothing.
 */
export const Sealed =
  ({
    sought: isSought,
    shown,
    ...options
  }: ColumnOptions & { sought?: true; shown?: (row: string) => string } = {}): PropertyDecorator =>
  (prototype, property) => {
    if (isSought)
      sought.set(prototype, (sought.get(prototype) ?? new Set<string>()).add(columnOf(String(property))));
    sealed.set(prototype, [...(sealed.get(prototype) ?? []), String(property)]);
    column(
      'text',
      () => String,
      options,
      (name, levels) => ({ kind: 'sealed', column: name, levels, shown }),
    )(prototype, property);
  };
/** A secret of somebody else's, written and read by its feature with `services.seals` in the context `<table> <id>`. [S55] */
export const Secret =
  (options: { nullable?: true } = {}): PropertyDecorator =>
  (prototype, property) => {
    secrets.set(prototype, [...(secrets.get(prototype) ?? []), String(property)]);
    column('text', () => String, { ...options, api: false })(prototype, property);
  };
/** A small JSON document whose shape is a GraphQL object type; the members named in `sealed` are sealed, or empty. */
export const Document = (
  type: GraphQLTypeOf,
  { sealed: members = [], ...options }: ColumnOptions & { sealed?: readonly string[] } = {},
) =>
  column('jsonb', type, options, (name, levels) => ({
    kind: 'object',
    column: name,
    levels,
    sealed: members,
  }));
/** Few small values by name, such as what a product asks to be chosen. */
export const Values = (options: ColumnOptions = {}) => column('jsonb', () => GraphQLValues, options);
/** JSON the API does not show. */
export const Json = (options: Omit<ColumnOptions, 'api'> = {}) =>
  column('jsonb', () => String, { ...options, api: false });

/** Names a closed set for GraphQL and gives it back. */
export function enumeration<const T extends Record<string, string>>(name: string, values: T): T {
  registerEnumType(values, { name });
  return values;
}

export interface ComputedOptions {
  nullable?: true;
  levels?: readonly Level[];
  /** It holds what `markedSql` made of a sealed column, which opens on the way out. */
  sealed?: true;
  description?: string;
}

/**
 * A field worked out in SQL; `sql` gets the alias of the row, and the level of who reads, where that decides which columns may
 * be named. It runs under the reader's row security. An object, or a list of objects, is a jsonb document.
 */
export function Computed(
  type: GraphQLTypeOf,
  sql: (row: string, level: Level | undefined) => string,
  options: ComputedOptions = {},
): PropertyDecorator {
  return (prototype, property) => {
    Field(type as never, {
      nullable: options.nullable || options.levels !== undefined,
      ...(options.description ? { description: options.description } : {}),
    })(prototype, String(property));
    plan(prototype, String(property), {
      kind: 'computed',
      sql,
      levels: options.levels,
      sealed: options.sealed ?? false,
    });
  };
}

/** The row that `property` (an id of this row) points to. */
export function One(
  target: () => Class,
  property: string,
  options: { nullable?: true } = {},
): PropertyDecorator {
  return (prototype, field) => {
    Field(target as never, { nullable: options.nullable ?? false })(prototype, String(field));
    plan(prototype, String(field), { kind: 'one', target, column: columnOf(property) });
  };
}

/**
 * The few rows that belong to this one (addresses of an end user): a plain list, whole, in order.
 *
 * @param about how many there may well be, for the bounds of one operation [S28]
 */
export function Many(target: () => Class, by: string, orderBy: string, about = 10): PropertyDecorator {
  return (prototype, field) => {
    Field(() => [target()] as never)(prototype, String(field));
    plan(prototype, String(field), { kind: 'many', target, by: columnOf(by), orderBy, about });
  };
}

/** Fields of the GraphQL type with this name whose values the audit log keeps, with the levels that may read each. */
export function impersonalOf(typeName: string): Map<string, readonly Level[] | undefined> {
  const definition = [...tables.values()].find((table) => table.typeName === typeName);
  return new Map(
    definition?.options.impersonal?.map((field) => {
      const plan = definition.fields.get(field);
      return [field, plan && 'levels' in plan ? plan.levels : undefined];
    }),
  );
}

/** Adds a field to a type of a lower floor: what `Computed`, `One` or `Many` would say in its class. */
export function added(parent: Class, field: string, as: PropertyDecorator): Class {
  as(parent.prototype, field);
  return parent;
}

/** Adds a field to a table of a lower floor; used by `children`. */
export function extendTable(target: Class, field: string, fieldPlan: FieldPlan): void {
  tableOf(target).fields.set(field, fieldPlan);
}
