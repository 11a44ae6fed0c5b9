import type { Minor, PlainDate } from '@steward/shared';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { enumeration } from '../../../kernel/table.ts';
import { readPriceFile } from './read-price-file.ts';

/** What a file makes of a price: GONE is one that the version before has and the file has not. */
export const ImportedPrice = enumeration('ImportedPrice', {
  NEW: 'NEW',
  CHANGED: 'CHANGED',
  SAME: 'SAME',
  GONE: 'GONE',
  WRONG: 'WRONG',
});

export interface JudgedPrice {
  key: string;
  /** In the file; null for what is missing there. */
  line: number | null;
  productId: string | null;
  code: string;
  name: string | null;
  fromQuantity: number | null;
  beforeMinor: Minor | null;
  minor: Minor | null;
  outcome: keyof typeof ImportedPrice;
  problem: string | null;
}

export interface JudgedFile {
  latest: { id: string; number: number; validFrom: PlainDate } | null;
  prices: JudgedPrice[];
}

/**
 * What a file would make of a list, beside its latest version. CONFLICT if that is a successor of the one the file was made
 * from: what has changed since would be lost. [C2]
 */
export async function judgePriceFile(
  scope: Scope,
  { id: listId, currency }: { id: string; currency: string },
  csv: string,
): Promise<JudgedFile> {
  const { lines, version } = readPriceFile(csv, currency);
  const [latest] = await scope.sql<{ id: string; number: number; validFrom: PlainDate }>(
    `select id, number, valid_from::text as "validFrom" from price_list_version
      where price_list_id = $1 and state = 'PUBLISHED' order by number desc limit 1`,
    [listId],
  );
  if (version !== null && latest && latest.number > version)
    throw conflict(
      `This file was made from version ${version}, and version ${latest.number} has been published since. Export the list anew and put your changes into that.`,
      'csv',
    );
  const found = await scope.sql<Omit<JudgedPrice, 'key' | 'outcome' | 'problem'> & { known: boolean }>(
    `select g.line, coalesce(p.id, o.id) as "productId", coalesce(p.code, o.code, g.code) as code, coalesce(p.name, o.name) as name,
        coalesce(g."fromQuantity", l.from_quantity) as "fromQuantity",
        l.minor as "beforeMinor", g.minor, p.id is not null as known
      from jsonb_to_recordset($2) g (line integer, code text, "fromQuantity" integer, minor integer)
      left join product p on p.code_key = lower(g.code)
      full join (select * from list_price where price_list_version_id = $1) l on l.product_id = p.id and l.from_quantity = g."fromQuantity"
      left join product o on o.id = l.product_id and g.line is null
      order by g.line nulls last, l.product_id, l.from_quantity`,
    [latest?.id ?? null, JSON.stringify(lines)],
  );
  const problems = new Map(lines.map(({ line, problem }) => [line, problem]));
  const once = new Set<string>();
  const prices = found.map(({ known, ...one }): JudgedPrice => {
    const about = `${one.productId} ${one.fromQuantity}`;
    const twice = one.line !== null && known && once.has(about);
    once.add(about);
    const problem =
      one.line === null
        ? null
        : !known
          ? `There is no product with the code ${one.code || '(empty)'}.`
          : (problems.get(one.line) ?? (twice ? 'It stands in the file twice.' : null));
    return { ...one, key: `${one.line ?? about}`, problem, outcome: problem ? 'WRONG' : outcomeOf(one) };
  });
  // A line without a price, of what has none, says nothing.
  return {
    latest: latest ?? null,
    prices: prices.filter(
      ({ outcome, minor, beforeMinor }) => outcome === 'WRONG' || minor !== null || beforeMinor !== null,
    ),
  };
}

function outcomeOf({
  beforeMinor,
  minor,
}: Pick<JudgedPrice, 'beforeMinor' | 'minor'>): JudgedPrice['outcome'] {
  if (minor === null) return 'GONE';
  if (beforeMinor === null) return 'NEW';
  return minor === beforeMinor ? 'SAME' : 'CHANGED';
}
