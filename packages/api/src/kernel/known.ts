import { isDeepStrictEqual } from 'node:util';
import type { FieldError } from '@steward/shared';
import type { z } from 'zod';
import { Problem } from './problem.ts';

const LONGEST_SHOWN = 120;

/** What a caller saw in the fields of a row that it changes. */
export class Known {
  readonly #rules: Record<string, z.ZodType>;
  readonly #seen: Readonly<Record<string, unknown>>;

  /** @param rules by which fields are told apart: 020 7946 0123 and +442079460123 are the same */
  constructor(rules: Record<string, z.ZodType>, seen: Readonly<Record<string, unknown>>) {
    this.#rules = rules;
    this.#seen = seen;
  }

  /**
   * CONFLICT that names every field which is to be changed, is not what was seen any more, and is not what it is to be
   * either; their paths are those of what was seen, `known.jobTitle`.
   *
   * @param untold fields of which it is not said what they are by now: reading them may have to be noted
   */
  assertStill(row: object, to: object, untold: readonly string[] = []): void {
    const fields = Object.entries(to).flatMap(([field, wanted]): FieldError[] => {
      const seen = this.#seen[field];
      if (wanted === undefined || seen === undefined) return [];
      const now: unknown = row[field as keyof object];
      const same = this.#same(field, seen, now) || this.#same(field, wanted, now);
      return same
        ? []
        : [{ path: `known.${field}`, message: saying(now, this.#rules[field], untold.includes(field)) }];
    });
    if (fields.length) throw new Problem('CONFLICT', 'Somebody else has changed the same meanwhile.', fields);
  }

  #same(field: string, one: unknown, other: unknown): boolean {
    if (isDeepStrictEqual(one, other)) return true;
    const kept = (value: unknown) => {
      const parsed = this.#rules[field]?.safeParse(value);
      return parsed?.success ? parsed.data : value;
    };
    return isDeepStrictEqual(kept(one), kept(other));
  }
}

function saying(now: unknown, rule: z.ZodType | undefined, untold: boolean): string {
  if (now === null || now === '') return 'Somebody has emptied this meanwhile.';
  const isText = !untold && typeof now === 'string' && now.length <= LONGEST_SHOWN && !isChoice(rule);
  return isText ? `Somebody has changed this to “${now}” meanwhile.` : 'Somebody has changed this meanwhile.';
}

function isChoice(rule: z.ZodType | undefined): boolean {
  const { type, innerType } = (rule?.def ?? {}) as { type?: string; innerType?: z.ZodType };
  return type === 'enum' || (innerType !== undefined && isChoice(innerType));
}
