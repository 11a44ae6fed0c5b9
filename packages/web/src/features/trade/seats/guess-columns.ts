export interface BillColumns {
  customer: string;
  product: string;
  quantity: string;
  unitCost: string;
}

const USUAL: Record<keyof BillColumns, RegExp> = {
  customer: /customer|client|tenant|company|account|organi[sz]ation/i,
  product: /sku|part|product|offer|item|code/i,
  quantity: /seats|quantity|qty|licen[cs]es|units?$|count/i,
  unitCost: /unit.?(price|cost)|price|cost|rate/i,
};

/** The titles in the first line of a CSV file, set apart by commas, semicolons or tabs. */
export function titlesOf(text: string): string[] {
  const head = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/, 1)[0] ?? '';
  const [apart = ','] = [',', ';', '\t'].toSorted((a, b) => head.split(b).length - head.split(a).length);
  const titles = head.match(new RegExp(`("([^"]|"")*"|[^${apart}]*)(${apart}|$)`, 'g')) ?? [];
  return titles
    .slice(0, head.length ? titles.length - (titles.at(-1) === '' ? 1 : 0) : 0)
    .map((title) => title.replace(new RegExp(`${apart}$`), '').trim())
    .map((title) => (title.startsWith('"') ? title.slice(1, -1).replaceAll('""', '"').trim() : title))
    .filter(Boolean);
}

/** Which title stands for what: as it was on the supplier's last bill, else by what such columns are usually called. */
export function guessColumns(titles: readonly string[], known: BillColumns | undefined): BillColumns {
  const taken = new Set<string>();
  const place = (column: keyof BillColumns): string => {
    const free = titles.filter((title) => !taken.has(title));
    const was = known?.[column].toLowerCase();
    const found =
      free.find((title) => title.toLowerCase() === was) ??
      free.find((title) => USUAL[column].test(title)) ??
      '';
    taken.add(found);
    return found;
  };
  return {
    customer: place('customer'),
    product: place('product'),
    quantity: place('quantity'),
    unitCost: place('unitCost'),
  };
}
