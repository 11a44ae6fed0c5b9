/** What a product means at Microsoft 365. */
export interface ProductLicence {
  /** Part number of the licence, such as `EXCHANGESTANDARD`. */
  sku: string;
  /** Names of its service plans that are switched off. */
  without: readonly string[];
}

const LICENCE = /^([A-Za-z0-9._-]{1,40})\s*=\s*([A-Za-z0-9_-]{1,80})(?:\s+without\s+(.+))?$/;
const PLAN = /^[A-Za-z0-9_-]{1,80}$/;
const GROUPS = /^([A-Za-z0-9._-]{1,40})\s*=\s*(.+)$/;
const LONGEST_NAME = 256;

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);

/** `PRODUCT = LICENCE without PLAN, PLAN`, line by line; the number of the first line that is none. */
export function parseLicences(text: string): Map<string, ProductLicence> | number {
  const licences = new Map<string, ProductLicence>();
  for (const [place, line] of linesOf(text).entries()) {
    const [, product, sku, plans = ''] = LICENCE.exec(line) ?? [];
    const without = listOf(plans);
    if (!product || !sku || licences.has(product) || !without.every((plan) => PLAN.test(plan))) {
      return place + 1;
    }
    licences.set(product, { sku: sku.toUpperCase(), without: without.map((plan) => plan.toUpperCase()) });
  }
  return licences;
}

/** `PRODUCT = Group, Group`, line by line; the number of the first line that is none. */
export function parseGroups(text: string): Map<string, readonly string[]> | number {
  const groups = new Map<string, readonly string[]>();
  for (const [place, line] of linesOf(text).entries()) {
    const [, product, names = ''] = GROUPS.exec(line) ?? [];
    const list = listOf(names);
    if (!product || groups.has(product) || !list.length || list.some((name) => name.length > LONGEST_NAME)) {
      return place + 1;
    }
    groups.set(product, list);
  }
  return groups;
}
