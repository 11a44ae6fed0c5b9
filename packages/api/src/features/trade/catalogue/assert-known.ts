import { line } from '@steward/shared';
import { z } from 'zod';
import { invalid } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';

/** Codes of products, or words of kinds. */
export const codesOrKinds = () => z.array(line(40)).max(10, 'May be at most 10.');

/** INVALID_INPUT at the field that names neither the code of a product nor a kind that one has. [C4] */
export async function assertKnown(
  scope: Scope,
  named: Readonly<Partial<Record<'needs' | 'excludes', readonly string[] | undefined>>>,
): Promise<void> {
  const all = [...(named.needs ?? []), ...(named.excludes ?? [])];
  if (!all.length) return;
  const unknown = await scope.sql<{ word: string }>(
    `select word from unnest($1::text[]) word
      where not exists (select from product p where lower(word) in (lower(p.code), lower(p.kind)))`,
    [all],
  );
  for (const field of ['needs', 'excludes'] as const) {
    const missing = unknown.find(({ word }) => named[field]?.includes(word));
    if (missing)
      throw invalid(
        field,
        `Must name codes of products, or kinds that products have: there is no ${missing.word}.`,
      );
  }
}
