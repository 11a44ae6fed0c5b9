/** What a column of a bank's CSV file can be. */
export const PARTS = ['on', 'amount', 'paidOut', 'reference', 'payer', 'account', 'bankId'] as const;
export type BankColumns = Record<(typeof PARTS)[number], string>;

const USUAL: BankColumns = Object.freeze({
  on: 'date|day',
  paidOut: 'paid out|money out|debit|withdrawn',
  amount: 'paid in|money in|credit|amount|value',
  payer: 'payer|name|counter ?party|from',
  reference: 'reference|description|details|narrative|memo|text',
  account: 'account|iban',
  bankId: 'transaction id|entry id|unique',
});
const ORDER = ['bankId', 'on', 'paidOut', 'amount', 'reference', 'payer', 'account'] as const;

/** The titles of a CSV file: its first line that has three or more, set apart by commas, semicolons or tabs. */
export function titlesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 30);
  for (const line of lines) {
    const [apart = ','] = [',', ';', '\t'].toSorted((a, b) => line.split(b).length - line.split(a).length);
    const titles = line.split(apart).map((title) =>
      title
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    );
    if (titles.filter(Boolean).length > 2) return [...new Set(titles.filter(Boolean))];
  }
  return [];
}

/** Which title stands for what: as in the last file, else by what banks usually call it; empty: none. */
export function guessColumns(
  titles: readonly string[],
  known: Partial<Record<string, string | null>> = {},
): BankColumns {
  const found: BankColumns = {
    on: '',
    amount: '',
    paidOut: '',
    reference: '',
    payer: '',
    account: '',
    bankId: '',
  };
  const taken = new Set<string>();
  for (const part of ORDER) {
    const free = titles.filter((title) => !taken.has(title));
    const was = known[part]?.toLowerCase();
    const title =
      free.find((one) => one.toLowerCase() === was) ??
      free.find((one) => new RegExp(USUAL[part], 'i').test(one)) ??
      '';
    found[part] = title;
    if (title) taken.add(title);
  }
  return found;
}
