import type { z } from 'zod';

interface Definition {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  options?: readonly z.ZodType[];
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  format?: string;
  checks?: readonly { _zod: { def: { check: string; format?: string } } }[];
}

/** Texts whose form has an end; a pattern must be bounded by itself or by a maximum beside it. */
const CLOSED_FORMATS = ['date', 'datetime', 'uuid'];

/** The places of an input that take texts, lists or numbers without end, by their path. */
export function unbounded(rule: z.ZodType, path: string): string[] {
  const def = (rule as unknown as { def: Definition }).def;
  const checks = (def.checks ?? []).map((check) => check._zod.def);
  const has = (...names: string[]): boolean => checks.some(({ check }) => names.includes(check));
  switch (def.type) {
    case 'object':
      return Object.entries(def.shape ?? {}).flatMap(([field, inner]) =>
        unbounded(inner, `${path}.${field}`),
      );
    case 'nullable':
    case 'optional':
    case 'default':
    case 'prefault':
      return unbounded(def.innerType as z.ZodType, path);
    case 'pipe': {
      const source = (def.in as unknown as { def: Definition }).def;
      return unbounded((source.type === 'transform' ? def.out : def.in) as z.ZodType, path);
    }
    case 'array': {
      const inner = unbounded(def.element as z.ZodType, `${path}[]`);
      return has('max_length', 'length_equals')
        ? inner
        : [`${path}: a list without a maximum: say .max(…, 'message').`, ...inner];
    }
    case 'string': {
      const closed = CLOSED_FORMATS.includes(def.format ?? '') || checks.some(isClosed);
      return closed || has('max_length', 'length_equals')
        ? []
        : [`${path}: a text without a maximum: say .max(…, 'message').`];
    }
    case 'number':
    case 'int':
      return has('less_than') && has('greater_than')
        ? []
        : [`${path}: a number without bounds: say .min(…).max(…).`];
    case 'record': {
      const inner = [
        ...unbounded(def.keyType as z.ZodType, `${path} (names)`),
        ...unbounded(def.valueType as z.ZodType, `${path}.*`),
      ];
      return typeof rule.meta()?.most === 'number'
        ? inner
        : [`${path}: values by name without a maximum: say .refine(…).meta({ most }).`, ...inner];
    }
    case 'union':
      return (def.options ?? []).flatMap((option) => unbounded(option, path));
    case 'boolean':
    case 'enum':
    case 'literal':
    case 'custom':
      return [];
    default:
      return [`${path}: a ${def.type}, of which this guard does not know whether it is bounded.`];
  }
}

/** A pattern that is anchored and repeats nothing without end. */
function isClosed(check: { check: string; format?: string; pattern?: RegExp }): boolean {
  const pattern = check.pattern?.source;
  if (check.check !== 'string_format' || !pattern) return false;
  return pattern.startsWith('^') && pattern.endsWith('$') && !/[^\\][*+]|\{\d+,\}/.test(pattern);
}
