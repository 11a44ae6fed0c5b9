/** A product with what must and what may not go with it: products by their code, or all of a kind. */
export interface RuledProduct {
  id: string;
  name: string;
  code: string;
  kind: string | null;
  needs: readonly string[];
  excludes: readonly string[];
}

/** A service as it will be once an order has been carried out. */
export interface Holding {
  /** The line that adds it or makes it another product; none if the order leaves it as it is. */
  line: number | null;
  productId: string;
  /** Null: the company as a whole, which everyone of it shares. */
  endUserId: string | null;
}

/** What is not there any more afterwards, by which line. */
export interface Gone {
  line: number;
  productId: string;
  endUserId: string | null;
}

export interface RuleProblem {
  line: number;
  field: 'productId' | 'subscriptionId';
  message: string;
}

/**
 * What of an order, taken as a whole, would leave somebody with a product but without what it needs, or with two that do not go
 * together. What was so before, and is not touched, is not this order's affair. [C4]
 */
export function ruleProblems(
  products: ReadonlyMap<string, RuledProduct>,
  after: readonly Holding[],
  gone: readonly Gone[],
  who: (line: number) => string,
): RuleProblem[] {
  const byWord = new Map<string, Holding[]>();
  const byHolder = new Map<string | null, Holding[]>();
  for (const holding of after) {
    put(byHolder, holding.endUserId, holding);
    for (const word of wordsOf(products.get(holding.productId))) {
      put(byWord, `${word} ${holding.endUserId}`, holding);
      if (holding.endUserId !== null) put(byWord, `${word} *`, holding);
    }
  }
  const others = (holding: Holding, word: string): Holding[] =>
    [holding.endUserId ?? '*', null]
      .flatMap((of) => byWord.get(`${word.toLowerCase()} ${of}`) ?? [])
      .filter((one) => one !== holding);
  const lacks = (holding: Holding): boolean => {
    const needs = products.get(holding.productId)?.needs ?? [];
    return needs.length > 0 && !needs.some((word) => others(holding, word).length > 0);
  };
  const beside = (endUserId: string | null): Holding[] =>
    endUserId === null ? [...after] : [...(byHolder.get(endUserId) ?? []), ...(byHolder.get(null) ?? [])];

  const problems: RuleProblem[] = [];
  for (const holding of after) {
    const { line, productId, endUserId } = holding;
    const product = products.get(productId);
    if (line === null || !product) continue;
    if (lacks(holding))
      problems.push({
        line,
        field: 'productId',
        message: `${product.name} needs ${named(products, product.needs)}, which ${who(line)} does not have: order both together.`,
      });
    const clash = beside(endUserId).find(
      (one) => one !== holding && excludes(product, products.get(one.productId)),
    );
    if (clash)
      problems.push({
        line,
        field: 'productId',
        message: `${product.name} does not go with ${products.get(clash.productId)?.name}, which ${who(line)} has or would have.`,
      });
  }
  for (const { line, productId, endUserId } of gone) {
    const product = products.get(productId);
    const words = wordsOf(product);
    const hanging = beside(endUserId).find(
      (one) =>
        one.line === null &&
        products.get(one.productId)?.needs.some((word) => words.includes(word.toLowerCase())) &&
        lacks(one),
    );
    if (product && hanging)
      problems.push({
        line,
        field: 'subscriptionId',
        message: `${products.get(hanging.productId)?.name} needs ${product.name}: end both together.`,
      });
  }
  return problems;
}

function put<Key>(map: Map<Key, Holding[]>, key: Key, holding: Holding): void {
  const list = map.get(key);
  if (list) list.push(holding);
  else map.set(key, [holding]);
}

const wordsOf = (product: RuledProduct | undefined): string[] =>
  product ? [product.code, ...(product.kind ? [product.kind] : [])].map((word) => word.toLowerCase()) : [];

/** Either may say that it does not go with the other. */
const excludes = (one: RuledProduct, other: RuledProduct | undefined): boolean =>
  other !== undefined &&
  (one.excludes.some((word) => wordsOf(other).includes(word.toLowerCase())) ||
    other.excludes.some((word) => wordsOf(one).includes(word.toLowerCase())));

/** Codes as the names of their products. */
const named = (products: ReadonlyMap<string, RuledProduct>, words: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
    words.map(
      (word) =>
        [...products.values()].find(({ code }) => code.toLowerCase() === word.toLowerCase())?.name ?? word,
    ),
  );
