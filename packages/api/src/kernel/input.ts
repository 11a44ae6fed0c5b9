import { id } from '@steward/shared';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import { z } from 'zod';
import { Known } from './known.ts';
import { type Permission, PermissionChoice } from './permission.ts';
import { Problem } from './problem.ts';
import { GraphQLDate, GraphQLDateTime, GraphQLMinor, GraphQLValues } from './scalars.ts';
import type { Class } from './table.ts';

/** An input of the API: one zod object gives its GraphQL input type, its check and its TypeScript type. */
export interface Input<Shape extends z.ZodRawShape = z.ZodRawShape> {
  rule: z.ZodObject<Shape>;
  type: Class;
  /** GraphQL type of each field. */
  fields: Record<string, { type: unknown; nullable: boolean }>;
}

/** What a verb gets when its input has been checked. */
export type Given<Shape extends z.ZodRawShape> = z.infer<z.ZodObject<Shape>>;

const inputTypes = new Map<z.ZodType, Class>();
const scalars = new Map<z.ZodType, unknown>();

/** Declares an input type. Objects inside it must be inputs too (`nested`), enumerations must be named. */
export function input<Shape extends z.ZodRawShape>(name: string, shape: Shape): Input<Shape> {
  const rule = z.object(shape);
  return { rule, ...shaped(name, rule) };
}

/** What `edit` adds to the fields. */
type Edit = { known: z.ZodType<Known | undefined> };

/**
 * Declares the input of an edit: `key` says of what, and of `fields`, which may all be left out, what is given is changed.
 * `known` holds what the caller saw in the fields that it changes: if one of them is something else by now, because two people
 * edit the same, nothing is changed. Without it the last one wins.
 */
export function edit<Key extends z.ZodRawShape, Fields extends z.ZodRawShape>(
  name: string,
  key: Key,
  fields: Fields,
): Input<Key & Fields & Edit> {
  const seen = z.custom<Readonly<Record<string, unknown>>>();
  inputTypes.set(seen, shaped(name.replace(/Input$/, 'KnownInput'), z.object(fields)).type);
  const rules = fields as unknown as Record<string, z.ZodType>;
  const known = seen.nullish().transform((given) => (given ? new Known(rules, given) : undefined));
  return input(name, { ...key, ...fields, known }) as never;
}

/** Gives a zod object of the shared rules a GraphQL input type. */
export function nested<T extends z.ZodObject>(name: string, rule: T): T {
  shaped(name, rule);
  return rule;
}

function shaped(name: string, rule: z.ZodObject): Pick<Input, 'type' | 'fields'> {
  class Shaped {}
  const fields = Object.fromEntries(
    Object.entries(rule.shape).map(([field, fieldRule]) => [field, graphqlType(fieldRule as z.ZodType)]),
  );
  for (const [field, { type, nullable }] of Object.entries(fields)) {
    Field(() => type as never, { nullable })(Shaped.prototype, field);
  }
  // An input without fields (a verb that needs none) has no GraphQL type.
  if (Object.keys(fields).length) InputType(name)(Shaped);
  inputTypes.set(rule, Shaped);
  return { type: Shaped, fields };
}

/** One of a closed set that GraphQL already knows by name (`enumeration`). */
export function oneOf<T extends Record<string, string>>(values: T) {
  const rule = z.enum(values);
  scalars.set(rule, values);
  return rule;
}

/** A permission, by its word; features go on adding to them while verbs are declared. */
export function permissionWord() {
  const rule = z.custom<Permission>(
    (value) => typeof value === 'string' && Object.hasOwn(PermissionChoice, value),
    'There is no such permission.',
  );
  scalars.set(rule, PermissionChoice);
  return rule;
}

/** A moment: ISO 8601 text becomes a Date. */
export function moment() {
  const rule = z.iso.datetime({ offset: true, error: 'Must be a moment such as 2026-11-30T09:30:00Z.' });
  scalars.set(rule, GraphQLDateTime);
  return rule.transform((text) => new Date(text));
}

/** A number with three decimal places at most, such as hours or gigabytes, as large as this either way. */
export function decimal(most: number) {
  const bound = most.toLocaleString('en-GB');
  const rule = z
    .number()
    .min(-most, `Must be -${bound} or more.`)
    .max(most, `May be at most ${bound}.`)
    .refine((value) => Number(value.toFixed(3)) === value, 'May have at most three decimal places.');
  scalars.set(rule, Float);
  return rule;
}

/** Few small values by name: texts, numbers, true or false. What names there are, is for whoever takes them to say. */
export function namedValues() {
  const value = z.union([z.string().max(500), z.number().min(-MOST).max(MOST), z.boolean()], {
    error: 'Must be text of at most 500 characters, a number, or true or false.',
  });
  const rule = z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/, 'Must be a name such as quotaGb.'), value)
    .refine((given) => Object.keys(given).length <= MOST_VALUES, `May be at most ${MOST_VALUES}.`)
    .meta({ most: MOST_VALUES });
  scalars.set(rule, GraphQLValues);
  return rule;
}
const MOST_VALUES = 40;
const MOST = Number.MAX_SAFE_INTEGER;

/** The bytes of an upload: as they are for verbs behind a route of their own, in GraphQL as base64. */
export function bytes() {
  const rule = z.custom<Uint8Array | string>(
    (value) => value instanceof Uint8Array || (typeof value === 'string' && BASE64.test(value)),
    'Must be a file, in base64.',
  );
  scalars.set(rule, String);
  return rule.transform((value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : value));
}

/** The bytes of a large upload, as they come: for verbs behind a route of their own only. */
export function stream() {
  const rule = z.custom<AsyncIterable<Uint8Array>>(
    (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    'Must be a file.',
  );
  scalars.set(rule, String);
  return rule;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function graphqlType(rule: z.ZodType): { type: unknown; nullable: boolean } {
  const named = scalars.get(rule) ?? inputTypes.get(rule);
  if (named) return { type: named, nullable: false };
  const { def } = rule as unknown as {
    def: {
      type: string;
      innerType?: z.ZodType;
      in?: z.ZodType;
      out?: z.ZodType;
      element?: z.ZodType;
      format?: string;
    };
  };
  switch (def.type) {
    case 'nullable':
    case 'optional':
    case 'default':
    case 'prefault':
      return { ...graphqlType(def.innerType as z.ZodType), nullable: true };
    case 'pipe': {
      const source = def.in as unknown as { def: { type: string } };
      return graphqlType((source.def.type === 'transform' ? def.out : def.in) as z.ZodType);
    }
    case 'array':
      return { type: [graphqlType(def.element as z.ZodType).type], nullable: false };
    case 'number':
      return { type: rule.meta()?.kind === 'minor' ? GraphQLMinor : Int, nullable: false };
    case 'boolean':
      return { type: Boolean, nullable: false };
    case 'string':
      if (def.format === 'date') return { type: GraphQLDate, nullable: false };
      return { type: isId(rule) ? ID : String, nullable: false };
    default:
      throw new Error(`An input field of the kind ${def.type} has no GraphQL type: name it.`);
  }
}

const isId = (rule: z.ZodType): boolean => rule.meta()?.kind === id().meta()?.kind;

/** Checks a value against a rule; throws INVALID_INPUT that names every field that is wrong. */
export function check<T>(rule: z.ZodType<T>, value: unknown): T {
  const result = rule.safeParse(value);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue) => ({
    path: issue.path.join('.') || 'input',
    message:
      issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')
        ? 'Must be filled in.'
        : issue.message,
  }));
  throw new Problem(
    'INVALID_INPUT',
    fields.map((field) => `${field.path}: ${field.message}`).join(' '),
    fields,
  );
}
