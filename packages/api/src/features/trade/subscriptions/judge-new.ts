import {
  type ParameterValues,
  type PlainDate,
  type ProductParameter,
  settledValues,
  valueProblems,
} from '@steward/shared';
import { Problem } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { judgeRules, type RuledLine } from './judge-rules.ts';
import { unpriced } from './unpriced.ts';

/** A service that somebody is to have. */
export interface Wanted {
  endUserId: string | null;
  productId: string;
  /** What is chosen of what the product asks; what is not said is as usual. */
  parameters?: ParameterValues | null;
  /** How many, if it is not one. */
  quantity?: number;
}

/** What stands in the way of one of them, by its place among those that are wanted. */
export interface NewProblem {
  at: number;
  /** The setting that is wrong; none if it is the product that cannot be had. */
  setting: string | null;
  message: string;
}

/**
 * Judges services that are given without an order by what orders are judged by: the settings that each product asks, what it
 * needs and what it does not go with, whether it has a price in what the company pays in, all of them taken together. Who has one already keeps it, and nothing is asked of them.
 *
 * @returns the settings of each as they will be, and what stands in the way
 */
export async function judgeNew<T extends Wanted>(
  scope: Scope,
  company: { id: string },
  wanted: readonly T[],
  startsOn: PlainDate,
): Promise<{ settled: (T & { parameters: ParameterValues })[]; problems: NewProblem[] }> {
  const productIds = [...new Set(wanted.map(({ productId }) => productId))];
  const people = [...new Set(wanted.flatMap(({ endUserId }) => endUserId ?? []))];
  const products = new Map(
    (
      await scope.sql<{ id: string; name: string; parameters: ProductParameter[] }>(
        'select id, name, parameters from product where id = any ($1)',
        [productIds],
      )
    ).map((product) => [product.id, product]),
  );
  const names = new Map(
    (
      await scope.sql<{ id: string; name: string }>(
        `select id, first_name || ' ' || last_name as name from end_user where id = any ($1)`,
        [people],
      )
    ).map(({ id, name }) => [id, name]),
  );
  const held = new Set(
    (
      await scope.sql<{ held: string }>(
        `select end_user_id || ' ' || product_id as held from subscription
          where end_user_id = any ($1) and product_id = any ($2) and state not in ('ENDING', 'ENDED')`,
        [people, productIds],
      )
    ).map((one) => one.held),
  );
  const parts = await scope.sql<{ endUserId: string; productId: string; bundle: string; part: string }>(
    `select distinct on (s.end_user_id, b.id) s.end_user_id as "endUserId", b.id as "productId", b.name as bundle, q.name as part
      from product b cross join lateral parts_of(b.id) x join product q on q.id = x.product_id
        join subscription s on s.product_id = q.id and s.end_user_id = any ($1) and s.state not in ('ENDING', 'ENDED')
      where b.id = any ($2) and b.parts <> '[]' order by s.end_user_id, b.id, x.place`,
    [people, productIds],
  );
  const partHeld = new Map(parts.map((one) => [`${one.endUserId} ${one.productId}`, one]));
  const noPrice = await unpriced(scope, company.id, wanted, startsOn);
  const problems: NewProblem[] = [];
  const ruled: RuledLine[] = [];
  const settled = wanted.map((one, at) => {
    const { endUserId, productId } = one;
    const { name, parameters: asked } = products.get(productId) ?? { name: '', parameters: [] };
    const given = one.parameters ?? {};
    if (!held.has(`${endUserId} ${productId}`)) {
      const person = endUserId === null ? null : (names.get(endUserId) ?? null);
      const part = partHeld.get(`${endUserId} ${productId}`);
      if (part)
        problems.push({
          at,
          setting: null,
          message: `${person} has ${part.part} already, which is part of ${part.bundle}: end that first.`,
        });
      const message = noPrice.get(productId);
      if (message !== undefined) problems.push({ at, setting: null, message });
      for (const { path, message } of valueProblems(name, asked, given))
        problems.push({ at, setting: path, message });
      ruled.push({
        line: at,
        action: 'ADD',
        productId,
        heldProductId: null,
        endUserId,
        person,
        subscriptionId: null,
      });
    }
    return { ...one, parameters: settledValues(asked, given) };
  });
  for (const { line, message } of await judgeRules(scope, company.id, ruled, startsOn))
    problems.push({ at: line, setting: null, message });
  return { settled, problems };
}

const SAID = 20;

/** CONFLICT that names what stands in the way, each at its field. */
export function assertJudged(problems: readonly NewProblem[], pathOf: (problem: NewProblem) => string): void {
  if (!problems.length) return;
  const fields = problems.map((problem) => ({ path: pathOf(problem), message: problem.message }));
  const said = [...new Set(fields.map(({ message }) => message))];
  const more = said.length > SAID ? [`And ${said.length - SAID} more.`] : [];
  throw new Problem(
    problems.some(({ setting }) => setting !== null) ? 'INVALID_INPUT' : 'CONFLICT',
    [...said.slice(0, SAID), ...more].join(' '),
    fields,
  );
}
