import type { PlainDate } from '@steward/shared';
import type { Scope } from '../../../kernel/scope.ts';
import {
  type Gone,
  type Holding,
  type RuledProduct,
  type RuleProblem,
  ruleProblems,
} from './rule-problems.ts';

/** Something that is to be done, and that nothing stands in the way of by itself, with its place in what was asked. */
export interface RuledLine {
  line: number;
  action: 'ADD' | 'CHANGE' | 'END';
  productId: string;
  /** What a subscription was before it is changed or ended. */
  heldProductId: string | null;
  endUserId: string | null;
  person: string | null;
  subscriptionId: string | null;
}

/**
 * What products need, and what they do not go with, judged of everything that is asked for together: an archive may come with its
 * mailbox, and go with it; a bundle is judged by its parts. What the company has is read only where a product is in such a rule. [C4]
 */
export async function judgeRules(
  scope: Scope,
  companyId: string,
  asked: readonly RuledLine[],
  day: PlainDate,
): Promise<RuleProblem[]> {
  const products = new Map(
    (
      await scope.sql<RuledProduct>(
        `select id, name, code, kind, needs, excludes from product
          where exists (select from product r where r.needs <> '{}' or r.excludes <> '{}')`,
        [],
      )
    ).map((product) => [product.id, product]),
  );
  if (!products.size) return [];
  const lines = [...asked, ...(await partsOfLines(scope, asked))];
  const words = new Set(
    [...products.values()].flatMap(({ needs, excludes }) =>
      [...needs, ...excludes].map((word) => word.toLowerCase()),
    ),
  );
  const ruled = (id: string | null): boolean => {
    const product = id === null ? undefined : products.get(id);
    return (
      product !== undefined &&
      (product.needs.length > 0 ||
        product.excludes.length > 0 ||
        words.has(product.code.toLowerCase()) ||
        (product.kind !== null && words.has(product.kind.toLowerCase())))
    );
  };
  const concerned = lines.filter(({ productId, heldProductId }) => ruled(productId) || ruled(heldProductId));
  if (!concerned.length) return [];
  const held = await scope.sql<{ id: string; productId: string; endUserId: string | null }>(
    `select s.id, s.product_id as "productId", s.end_user_id as "endUserId" from subscription s
      where s.company_id = $1 and s.product_id = any ($2) and s.state not in ('ENDING', 'ENDED')
        and (s.ends_on is null or s.ends_on > $3) and ($4 or s.end_user_id is null or s.end_user_id = any ($5))`,
    [
      companyId,
      [...products.keys()].filter(ruled),
      day,
      concerned.some(({ endUserId }) => endUserId === null),
      concerned.flatMap(({ endUserId }) => endUserId ?? []),
    ],
  );
  const changed = new Set(concerned.flatMap(({ subscriptionId }) => subscriptionId ?? []));
  const isAnother = ({ action, productId, heldProductId }: RuledLine): boolean =>
    action === 'CHANGE' && productId !== heldProductId;
  const after: Holding[] = [
    ...held.filter(({ id }) => !changed.has(id)).map((one) => ({ line: null, ...one })),
    ...concerned
      .filter(({ action }) => action !== 'END')
      .map((one) => ({
        line: one.action === 'ADD' || isAnother(one) ? one.line : null,
        productId: one.productId,
        endUserId: one.endUserId,
      })),
  ];
  const gone = concerned.flatMap((line): Gone[] =>
    line.heldProductId !== null && (line.action === 'END' || isAnother(line))
      ? [{ line: line.line, productId: line.heldProductId, endUserId: line.endUserId }]
      : [],
  );
  const people = new Map(concerned.map(({ line, person }) => [line, person]));
  return ruleProblems(products, after, gone, (line) => people.get(line) ?? 'the company');
}

/** What lines about bundles come to: their parts begin and end with them. */
async function partsOfLines(scope: Scope, lines: readonly RuledLine[]): Promise<RuledLine[]> {
  const added = lines.filter(({ action }) => action === 'ADD');
  const ended = lines.filter(({ action }) => action === 'END');
  const [made, held] = [
    await scope.sql<{ bundleId: string; productId: string }>(
      `select p.id as "bundleId", x.product_id as "productId" from product p cross join lateral parts_of(p.id) x
        where p.id = any ($1) and p.parts <> '[]'`,
      [[...new Set(added.map(({ productId }) => productId))]],
    ),
    await scope.sql<{ id: string; partOfId: string; productId: string }>(
      `select id, part_of_id as "partOfId", product_id as "productId" from subscription where part_of_id = any ($1)`,
      [ended.flatMap(({ subscriptionId }) => subscriptionId ?? [])],
    ),
  ];
  const ofBundle = Map.groupBy(made, ({ bundleId }) => bundleId);
  const ofHead = Map.groupBy(held, ({ partOfId }) => partOfId);
  return [
    ...added.flatMap((line) =>
      (ofBundle.get(line.productId) ?? []).map(({ productId }) => ({ ...line, productId })),
    ),
    ...ended.flatMap((line) =>
      (ofHead.get(line.subscriptionId ?? '') ?? []).map(({ id, productId }) => ({
        ...line,
        ...{ productId, heldProductId: productId, subscriptionId: id },
      })),
    ),
  ];
}

/**
 * As `judgeRules`, for those who leave out what cannot be and do the rest: what is left out may be what another line leans on, so
 * that it is judged again until nothing stands in the way. Says why each that is left out is.
 */
export async function leaveOut(
  scope: Scope,
  companyId: string,
  lines: readonly RuledLine[],
  day: PlainDate,
): Promise<Map<number, string>> {
  const left = new Map<number, string>();
  for (;;) {
    const going = lines.filter(({ line }) => !left.has(line));
    const problems = going.length ? await judgeRules(scope, companyId, going, day) : [];
    if (!problems.length) return left;
    for (const { line, message } of problems) if (!left.has(line)) left.set(line, message);
  }
}
