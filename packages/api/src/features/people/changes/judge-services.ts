import { localDate, type ProductParameter, valueProblems } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import { judgeRules, type RuledLine, unpriced } from '../../trade/subscriptions/index.ts';
import type { ChosenCompany } from '../directory/index.ts';

/** What a row gives somebody, and what it ends. */
export interface ServicesOfRow {
  key: string;
  endUserId: string;
  /** What people call them. */
  person: string;
  /** Products that begin, none of which they have yet. */
  begin: readonly string[];
  end: readonly { subscriptionId: string; productId: string }[];
}

export interface Unfit {
  column: 'services' | 'endServices';
  message: string;
}

/**
 * Which rows cannot be, by their keys, because of what products cost, ask to be chosen, need, or do not go with: as orders are judged. A
 * file chooses nothing, so that all is as usual; what has to be said cannot be ordered by one. A row is done as a whole or not at
 * all, and another may lean on it: the rest is judged again without it. [C4] [U2]
 *
 * @param asBefore what begins is set up as it was before
 */
export async function unfitRows(
  scope: Scope,
  company: ChosenCompany,
  rows: readonly ServicesOfRow[],
  { asBefore = false }: { asBefore?: boolean } = {},
): Promise<Map<string, Unfit>> {
  const unfit = new Map<string, Unfit>();
  const concerned = rows.filter(({ begin, end }) => begin.length || end.length);
  if (!concerned.length) return unfit;
  const asking = asBefore
    ? []
    : await scope.sql<{ id: string; name: string; parameters: ProductParameter[] }>(
        `select id, name, parameters from product where id = any ($1) and parameters <> '[]'`,
        [[...new Set(concerned.flatMap(({ begin }) => begin))]],
      );
  const unsaid = new Map(
    asking.flatMap(({ id, name, parameters }) =>
      valueProblems(name, parameters, {}).length
        ? [
            [
              id,
              `${name} cannot be ordered by a file: ${asks(parameters)} must be said. Place an order for it.`,
            ] as const,
          ]
        : [],
    ),
  );
  const today = localDate(scope.now);
  const begun = concerned.flatMap(({ begin }) => begin.map((productId) => ({ productId })));
  const noPrice = await unpriced(scope, company.id, begun, today);
  for (const { key, begin } of concerned)
    for (const id of begin) {
      const message = noPrice.get(id) ?? unsaid.get(id);
      if (message !== undefined) unfit.set(key, { column: 'services', message });
    }
  for (;;) {
    const going = concerned.filter(({ key }) => !unfit.has(key));
    const lines: (RuledLine & { key: string })[] = going
      .flatMap(({ key, endUserId, person, begin, end }) => [
        ...begin.map((productId) => {
          const nothing = { heldProductId: null, subscriptionId: null };
          return { key, action: 'ADD' as const, productId, endUserId, person, ...nothing };
        }),
        ...end.map(({ productId, subscriptionId }) => {
          const held = { heldProductId: productId, subscriptionId };
          return { key, action: 'END' as const, productId, endUserId, person, ...held };
        }),
      ])
      .map((one, line) => ({ line, ...one }));
    const problems = lines.length ? await judgeRules(scope, company.id, lines, today) : [];
    if (!problems.length) return unfit;
    for (const { line, message } of problems) {
      const { key, action } = lines[line] as (typeof lines)[number];
      if (!unfit.has(key)) unfit.set(key, { column: action === 'ADD' ? 'services' : 'endServices', message });
    }
  }
}

/** What has to be said of a product. */
const asks = (parameters: readonly ProductParameter[]): string =>
  new Intl.ListFormat('en-GB').format(
    parameters.filter(({ required, standard }) => required && standard === null).map(({ label }) => label),
  );
