import type { ProductParameter } from '@steward/shared';

/** A definition as it is typed: what is empty is an empty text. */
export interface Typed {
  name: string;
  label: string;
  help: string;
  kind: ProductParameter['kind'];
  required: boolean;
  changeable: boolean;
  unit: string;
  least: number | string;
  most: number | string;
  choices: string[];
  pattern: string;
  example: string;
  standard: string | null;
}

/** One as it stands, or a new one. */
export const typedParameter = (parameter?: ProductParameter): Typed => ({
  name: parameter?.name ?? '',
  label: parameter?.label ?? '',
  help: parameter?.help ?? '',
  kind: parameter?.kind ?? 'NUMBER',
  required: parameter?.required ?? false,
  changeable: parameter?.changeable ?? true,
  unit: parameter?.unit ?? '',
  least: parameter?.least ?? '',
  most: parameter?.most ?? '',
  choices: [...(parameter?.choices ?? [])],
  pattern: parameter?.pattern ?? '',
  example: parameter?.example ?? '',
  standard: parameter?.standard ?? '',
});

/** What the API takes: of each only what its kind has. */
export const definitionOf = ({ unit, least, most, choices, pattern, example, ...typed }: Typed) => ({
  ...typed,
  help: typed.help || null,
  unit: typed.kind === 'NUMBER' ? unit || null : null,
  least: typed.kind === 'NUMBER' ? figure(least) : null,
  most: typed.kind === 'NUMBER' ? figure(most) : null,
  choices: typed.kind === 'CHOICE' ? choices : [],
  pattern: typed.kind === 'TEXT' ? pattern || null : null,
  example: typed.kind === 'TEXT' ? example || null : null,
  standard: typed.standard || null,
});

const figure = (typed: number | string): number | null => (typed === '' ? null : Number(typed));
