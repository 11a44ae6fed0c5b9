import { z } from 'zod';
import type { FieldError } from './errors.ts';
import { line, optional } from './rules.ts';

/**
 * What a product asks to be chosen, such as a quota: its definitions make the form, say what is wrong with what was given,
 * and fill in what was not. [C1]
 */

export const PARAMETER_KINDS = ['NUMBER', 'CHOICE', 'TEXT', 'FLAG'] as const;
export type ParameterKind = (typeof PARAMETER_KINDS)[number];

export type ParameterValue = string | number | boolean;
/** What was chosen, by the names of the parameters. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

/** One thing that is chosen. */
export interface ProductParameter {
  /** What programs call it, such as quotaGb. */
  name: string;
  label: string;
  help: string | null;
  kind: ParameterKind;
  required: boolean;
  /** Whether it may be another value later. */
  changeable: boolean;
  /** Of a number: in what it is counted, such as GB, and its bounds. */
  unit: string | null;
  least: number | null;
  most: number | null;
  choices: readonly string[];
  /** Of a text: a regular expression for the whole of it, and how a good one looks. */
  pattern: string | null;
  example: string | null;
  /** What it is where nothing is said, as text: 50, true, Standard. */
  standard: string | null;
}

export const MOST_PARAMETERS = 20;
const LONGEST_TEXT = 200;
const LARGEST = 1_000_000_000;

const bound = () =>
  optional(
    z
      .number('Must be a whole number.')
      .int('Must be a whole number.')
      .min(-LARGEST, `Must be at least ${-LARGEST}.`)
      .max(LARGEST, `May be at most ${LARGEST}.`),
  );

/** The rule of one definition; `parameterList` adds what its fields have to do with each other. */
export const productParameter = () =>
  z.object({
    name: z
      .string()
      .trim()
      .regex(
        /^[a-z][A-Za-z0-9]{0,39}$/,
        'Must begin with a small letter and have letters and digits only, such as quotaGb.',
      ),
    label: line(60),
    help: optional(line(160)),
    kind: z.enum(PARAMETER_KINDS),
    required: z.boolean(),
    changeable: z.boolean(),
    unit: optional(line(12)),
    least: bound(),
    most: bound(),
    choices: z
      .array(line(60))
      .max(40, 'May be at most 40.')
      .nullish()
      .transform((value) => value ?? []),
    pattern: optional(line(120)),
    example: optional(line(60)),
    standard: optional(line(LONGEST_TEXT)),
  });

/** A list of such rules, whose names differ and whose fields fit each other. */
export function parameterList<T extends z.ZodType<ProductParameter>>(one: T) {
  return z
    .array(one)
    .max(MOST_PARAMETERS, `May be at most ${MOST_PARAMETERS}.`)
    .superRefine((list, context) => {
      const names = new Set<string>();
      for (const [i, parameter] of list.entries()) {
        const say = (field: keyof ProductParameter, message: string) =>
          context.addIssue({ code: 'custom', path: [i, field], message });
        if (names.has(parameter.name)) say('name', 'Must differ from the others.');
        names.add(parameter.name);
        const wrong = wrongWith(parameter);
        if (wrong) say(...wrong);
      }
    });
}

function wrongWith(parameter: ProductParameter): [keyof ProductParameter, string] | undefined {
  const { kind, least, most, choices, pattern, standard } = parameter;
  if (kind === 'NUMBER' && least !== null && most !== null && least > most)
    return ['most', `Must not be less than ${least}.`];
  if (kind === 'CHOICE' && choices.length === 0) return ['choices', 'Must be filled in: what can be chosen.'];
  if (new Set(choices).size !== choices.length) return ['choices', 'Must differ from each other.'];
  if (kind === 'TEXT' && pattern !== null && !patternOf(pattern))
    return [
      'pattern',
      'Must be a regular expression without repeated groups, such as [0-9]{6} or [a-z0-9-]+.example.com.',
    ];
  if (standard === null) return undefined;
  const value = valueFrom(parameter, standard);
  const said = value === undefined ? 'Must be a value that can be chosen.' : problemOf(parameter, value);
  return said === undefined ? undefined : ['standard', said];
}

/**
 * The whole of a text must fit. A group that repeats, and much that does, may take for ever over a text that nearly fits: such
 * patterns are refused, for whoever orders gives the text.
 */
function patternOf(pattern: string): RegExp | undefined {
  const bare = pattern.replace(/\\./g, 'a').replace(/\[[^\]]*\]/g, 'a');
  if (/\)[*+{]/.test(bare) || /\\[1-9k]/.test(pattern) || (bare.match(/[*+]|\{\d*,/g)?.length ?? 0) > 3)
    return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}

/** A value from text: of a default, or of a field of a form. Undefined if it is none of its kind. */
export function valueFrom(
  { kind }: Pick<ProductParameter, 'kind'>,
  text: string,
): ParameterValue | undefined {
  if (kind === 'NUMBER') return /^-?\d{1,10}$/.test(text.trim()) ? Number(text) : undefined;
  if (kind === 'FLAG') return text === 'true' || text === 'false' ? text === 'true' : undefined;
  return text;
}

function problemOf(parameter: ProductParameter, value: ParameterValue): string | undefined {
  const { kind, least, most, choices, pattern, example } = parameter;
  if (kind === 'FLAG') return typeof value === 'boolean' ? undefined : 'Must be yes or no.';
  if (kind === 'NUMBER') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return 'Must be a whole number.';
    if (least !== null && value < least) return `Must be at least ${amount(parameter, least)}.`;
    if (most !== null && value > most) return `May be at most ${amount(parameter, most)}.`;
    return undefined;
  }
  if (kind === 'CHOICE') {
    if (typeof value === 'string' && choices.includes(value)) return undefined;
    return `Must be ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(choices)}.`;
  }
  const text = line(LONGEST_TEXT).safeParse(value);
  if (!text.success) return typeof value === 'string' ? text.error.issues[0]?.message : 'Must be text.';
  if (pattern === null || patternOf(pattern)?.test(text.data)) return undefined;
  return example === null ? 'Must have the form that is asked for.' : `Must be like ${example}.`;
}

const amount = ({ unit }: Pick<ProductParameter, 'unit'>, value: number): string =>
  `${value.toLocaleString('en-GB')}${unit ? ` ${unit}` : ''}`;

/** A value as people read it. */
export function valueText(
  parameter: Pick<ProductParameter, 'unit'> | undefined,
  value: ParameterValue,
): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number' && parameter) return amount(parameter, value);
  return String(value);
}

/** What is where nothing is said. */
export function standardValues(parameters: readonly ProductParameter[]): ParameterValues {
  const values: Record<string, ParameterValue> = {};
  for (const parameter of parameters) {
    const value = parameter.standard === null ? undefined : valueFrom(parameter, parameter.standard);
    if (value !== undefined) values[parameter.name] = value;
  }
  return values;
}

/**
 * The values that a service has: what is given, then what it has already as far as the product still asks for it, then what is
 * usual. Text is trimmed.
 */
export function settledValues(
  parameters: readonly ProductParameter[],
  given: ParameterValues,
  held: ParameterValues = {},
): ParameterValues {
  const usual = standardValues(parameters);
  const values: Record<string, ParameterValue> = {};
  for (const parameter of parameters) {
    const { name } = parameter;
    const kept = own(held, name);
    const value =
      own(given, name) ??
      (kept !== undefined && problemOf(parameter, kept) === undefined ? kept : own(usual, name));
    if (value !== undefined) values[name] = typeof value === 'string' ? value.trim() : value;
  }
  return values;
}

const own = (values: ParameterValues, name: string): ParameterValue | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;

/**
 * What is wrong with values that are given for a product, at the name of each. `held` are those of a service there is, of which
 * some cannot be changed.
 */
export function valueProblems(
  product: string,
  parameters: readonly ProductParameter[],
  given: ParameterValues,
  held?: ParameterValues,
): FieldError[] {
  const problems: FieldError[] = [];
  const known = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  for (const name of Object.keys(given))
    if (!known.has(name))
      problems.push({ path: name, message: `Must be left out: ${product} has no such setting.` });
  const settled = settledValues(parameters, given, held);
  for (const parameter of parameters) {
    const { name, label, required, changeable } = parameter;
    const value = own(settled, name);
    const before = held && own(held, name);
    const said =
      value === undefined
        ? required
          ? `Must be filled in: ${label} of ${product}.`
          : undefined
        : problemOf(parameter, value);
    if (said !== undefined) problems.push({ path: name, message: said });
    else if (!changeable && before !== undefined && value !== before && Object.hasOwn(given, name))
      problems.push({
        path: name,
        message: `Must stay ${valueText(parameter, before)}: ${label} cannot be changed later.`,
      });
  }
  return problems;
}

/** Whether two sets of values are the same. */
export const sameValues = (one: ParameterValues, other: ParameterValues): boolean => {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => own(other, name) === one[name]);
};
