import { Field, Int, ObjectType } from 'type-graphql';
import { z } from 'zod';
import { nested } from '../../../kernel/input.ts';
import { Problem } from '../../../kernel/problem.ts';
import { enumeration } from '../../../kernel/table.ts';
import type { FieldWords } from './setting-rules.ts';

const SettingType = enumeration('SettingType', {
  TEXT: 'TEXT',
  LINES: 'LINES',
  NUMBER: 'NUMBER',
  FLAG: 'FLAG',
  CHOICE: 'CHOICE',
  SECRET: 'SECRET',
});
type SettingType = keyof typeof SettingType;

/** A setting by name, as text. */
@ObjectType()
export class ConnectorSetting {
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'A flag is true or false, a number its digits.' }) value!: string;
}

/** A field of the form that a kind of connector asks to be filled in. */
@ObjectType()
export class ConnectorField {
  @Field(() => String) name!: string;
  @Field(() => String) title!: string;
  @Field(() => String, { nullable: true }) description!: string | null;
  @Field(() => String, { nullable: true, description: 'Fields of one section stand together.' })
  section!: string | null;
  @Field(() => String, { nullable: true }) placeholder!: string | null;
  @Field(() => SettingType) type!: SettingType;
  @Field(() => [String], { description: 'Of a choice.' }) options!: readonly string[];
  @Field(() => Boolean) required!: boolean;
  @Field(() => String, { nullable: true, description: 'What it is unless something else is said.' })
  preset!: string | null;
  @Field(() => Int, { nullable: true, description: 'The most characters.' }) maxLength!: number | null;
}

interface Definition {
  type: string;
  innerType?: z.ZodType;
  in?: z.ZodType;
  defaultValue?: unknown;
  entries?: Record<string, string>;
}
const definitionOf = (rule: z.ZodType): Definition => rule.def as unknown as Definition;

/** The rule within what gives it a default or changes its text. */
function innermost(rule: z.ZodType): z.ZodType {
  const { innerType, in: source } = definitionOf(rule);
  const inner = innerType ?? source;
  return inner ? innermost(inner) : rule;
}

const shapeOf = (rule: z.ZodType): Record<string, z.ZodType> => (rule as z.ZodObject).shape as never;

/** The fields of the form for what a rule asks, in its order. */
export const fieldsOf = (rule: z.ZodType): ConnectorField[] =>
  Object.entries(shapeOf(rule)).map(([name, field]) => {
    const words = (field.meta() ?? {}) as Partial<FieldWords>;
    const inner = innermost(field);
    const preset = field.safeParse(undefined);
    return {
      name,
      title: words.title ?? name,
      description: words.description ?? null,
      section: words.section ?? null,
      placeholder: words.placeholder ?? null,
      type: typeOf(inner, words),
      options: Object.keys(definitionOf(inner).entries ?? {}),
      required: !preset.success,
      preset: preset.success ? String(preset.data) : null,
      maxLength: inner instanceof z.ZodString ? inner.maxLength : null,
    };
  });

function typeOf(rule: z.ZodType, words: Partial<FieldWords>): SettingType {
  switch (definitionOf(rule).type) {
    case 'number':
      return 'NUMBER';
    case 'boolean':
      return 'FLAG';
    case 'enum':
      return 'CHOICE';
    default:
      return words.lines ? 'LINES' : words.secret ? 'SECRET' : 'TEXT';
  }
}

/** Settings, or credentials, by name as they are typed, in no order; what is empty is left out. */
export const settingsInput = () => z.array(settingInput).max(60, 'May be at most 60.').transform(inOrder);

const inOrder = (settings: readonly ConnectorSetting[]): ConnectorSetting[] =>
  settings
    .filter(({ value }) => value !== '')
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));

const settingInput = nested(
  'ConnectorSettingInput',
  z.object({
    name: z.string().max(60, 'Must be at most 60 characters.'),
    value: z.string().max(20_000, 'Must be at most 20,000 characters.'),
  }),
);

/**
 * What a kind's rule makes of settings as they are typed.
 *
 * @param path of the input, by which fields are named: `settings` gives `settings.host`
 * @throws INVALID_INPUT with every field that is wrong, or that there is not
 */
export function settingsOf<T>(
  rule: z.ZodType<T>,
  given: readonly { name: string; value: string }[],
  path: string,
): T {
  const shape = shapeOf(rule);
  const unknown = given.filter(({ name }) => !Object.hasOwn(shape, name));
  if (unknown.length) {
    throw invalidFields(
      unknown.map(({ name }) => ({ path: `${path}.${name}`, message: 'There is no such setting.' })),
    );
  }
  const typed = Object.fromEntries(
    given.map(({ name, value }) => [name, typedAs(shape[name] as z.ZodType, value)]),
  );
  const result = rule.safeParse(typed);
  if (result.success) return result.data;
  throw invalidFields(
    result.error.issues.map((issue) => ({
      path: [path, ...issue.path].join('.'),
      message: typed[String(issue.path[0])] === undefined ? 'Must be filled in.' : issue.message,
    })),
  );
}

const invalidFields = (fields: readonly { path: string; message: string }[]): Problem =>
  new Problem('INVALID_INPUT', fields.map(({ path, message }) => `${path}: ${message}`).join(' '), fields);

function typedAs(rule: z.ZodType, value: string): unknown {
  switch (definitionOf(innermost(rule)).type) {
    case 'number':
      return value.trim() === '' ? undefined : Number(value);
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    default:
      return value;
  }
}

/** The reverse of `settingsOf`: what stands there, as it would be typed. */
export const typedSettings = (rule: z.ZodType, settings: unknown): ConnectorSetting[] => {
  const given = (settings ?? {}) as Record<string, unknown>;
  return inOrder(
    Object.keys(shapeOf(rule))
      .filter((name) => given[name] !== undefined)
      .map((name) => ({ name, value: String(given[name]) })),
  );
};
