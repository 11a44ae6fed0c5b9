import { formatMoney, type Minor } from '@steward/shared';

/** An invoice of which something is still to be paid. */
export interface OpenInvoice {
  id: string;
  number: string;
  currency: string;
  customerId: string;
  customer: string;
  dueMinor: Minor;
}

/** Money that came in. */
export interface MoneyIn {
  amountMinor: Minor;
  currency: string;
  payer: string;
  reference: string;
  /** The same sum of the same day came in another kind of file: it may be the same money. */
  twin?: boolean;
}

export interface Part {
  invoiceId: string;
  amountMinor: Minor;
}

/** What money is probably for. What is sure needs nobody to confirm it; of the rest `because` says why it is thought. */
export interface Match {
  sure: boolean;
  because: string;
  parts: Part[];
}

/**
 * What each of these entries pays, in their order: what one surely pays is not due any more for those after it. Undefined where nothing
 * fits. [B7]
 */
export function matchEntries(
  entries: readonly MoneyIn[],
  invoices: readonly OpenInvoice[],
): (Match | undefined)[] {
  const due = new Map(invoices.map(({ id, dueMinor }) => [id, dueMinor]));
  const bySerial = grouped(invoices, ({ number }) => serialOf(number)?.serial);
  const byCustomer = grouped(invoices, ({ customerId }) => customerId);
  const prefixes = new Set(invoices.flatMap(({ number }) => serialOf(number)?.prefix ?? []));
  const names = [...byCustomer].map(([id, [one]]) => ({ id, name: nameKey(one?.customer ?? '') }));
  return entries.map((entry) => {
    const open = (those: readonly OpenInvoice[] = []) =>
      those
        .filter(({ id, currency }) => currency === entry.currency && (due.get(id) ?? 0) > 0)
        .map((invoice) => ({ ...invoice, dueMinor: due.get(invoice.id) ?? 0 }));
    const said = mentioned(`${entry.reference} ${entry.payer}`, prefixes);
    const named = distinct(
      said.named.flatMap(({ prefix, serial }) =>
        open(bySerial.get(serial)).filter(({ number }) => serialOf(number)?.prefix === prefix),
      ),
    );
    const bare = distinct(said.bare.flatMap((serial) => open(bySerial.get(serial)))).filter(
      ({ id }) => !named.some((one) => one.id === id),
    );
    const payers = names.filter(({ name }) => fits(name, entry)).map(({ id }) => open(byCustomer.get(id)));
    const match = twinSeen(
      entry,
      byNumber(entry, named, bare) ??
        byName(
          entry,
          payers.filter((those) => those.length),
        ) ??
        byAmount(entry, open(invoices)),
    );
    if (match?.sure)
      for (const { invoiceId, amountMinor } of match.parts)
        due.set(invoiceId, (due.get(invoiceId) ?? 0) - amountMinor);
    return match;
  });
}

/** What may have been booked from another file is for a person to tell. */
const twinSeen = ({ twin }: MoneyIn, match: Match | undefined): Match | undefined =>
  match && twin
    ? {
        ...match,
        sure: false,
        because: `${match.because} Another kind of file has the same sum on that day.`,
      }
    : match;

/** Invoices that the payer wrote down, in full or by their last digits. */
function byNumber(entry: MoneyIn, named: OpenInvoice[], bare: OpenInvoice[]): Match | undefined {
  const { amountMinor } = entry;
  const beside = named.length ? bare.filter(({ customerId }) => customerId === named[0]?.customerId) : bare;
  const written = [...named, ...beside];
  const words = (those: OpenInvoice[]) => `Names ${numbers(those)}`;
  for (const those of [named, written, ...beside.map((one) => [one])])
    if (those.length && ofOne(those) && sum(those) === amountMinor)
      return {
        sure: true,
        because: `${words(those)}, and the sum is theirs.`,
        parts: spread(those, amountMinor),
      };
  if (named.length === 1 && !beside.length && amountMinor < sum(named))
    return {
      sure: true,
      because: `${words(named)}, and is a part of what is due.`,
      parts: spread(named, amountMinor),
    };
  const those = named.length ? named : [];
  if (!those.length) return undefined;
  const over = amountMinor - sum(those);
  const doubt = !ofOne(those)
    ? 'which are of several customers'
    : over > 0
      ? `and is ${formatMoney(over, entry.currency)} more than is due`
      : 'but is not their sum';
  return { sure: false, because: `${words(those)}, ${doubt}.`, parts: spread(those, amountMinor) };
}

/** Whoever paid is called like a customer: the invoice of that sum, all that is due, or the oldest first. */
function byName(entry: MoneyIn, payers: OpenInvoice[][]): Match | undefined {
  const [those, another] = payers;
  if (!those || another) return undefined;
  const who = `The payer is called like ${those[0]?.customer}`;
  const exact = those.find(({ dueMinor }) => dueMinor === entry.amountMinor);
  if (exact)
    return {
      sure: false,
      because: `${who}, and the sum is that of ${exact.number}.`,
      parts: spread([exact], entry.amountMinor),
    };
  const all = sum(those) === entry.amountMinor;
  return {
    sure: false,
    because: all ? `${who}, and the sum is all that it owes.` : `${who}; the oldest invoices come first.`,
    parts: spread(those, entry.amountMinor),
  };
}

/** One invoice alone has this sum. */
function byAmount(entry: MoneyIn, open: OpenInvoice[]): Match | undefined {
  const [one, another] = open.filter(({ dueMinor }) => dueMinor === entry.amountMinor);
  if (!one || another) return undefined;
  return {
    sure: false,
    because: `${one.number} to ${one.customer} is the only invoice of this sum.`,
    parts: spread([one], entry.amountMinor),
  };
}

/** So much over these invoices, the oldest first, to each at most what is due. */
function spread(invoices: readonly OpenInvoice[], amountMinor: Minor): Part[] {
  let left = amountMinor;
  const parts: Part[] = [];
  for (const { id, dueMinor } of invoices.toSorted((a, b) =>
    a.number.localeCompare(b.number, 'en', { numeric: true }),
  )) {
    const part = Math.min(left, dueMinor);
    left -= part;
    if (part > 0) parts.push({ invoiceId: id, amountMinor: part });
  }
  return parts;
}

/** What stands in text as the number of an invoice: with its prefix, however it is written, and digits on their own. */
function mentioned(text: string, prefixes: ReadonlySet<string>) {
  const upper = text.toUpperCase();
  const named: { prefix: string; serial: string }[] = [];
  let rest = upper;
  for (const prefix of prefixes) {
    const parts = prefix.split('-');
    const spaced = new RegExp(
      `(?<![A-Z0-9])${parts.join('[^A-Z0-9]{0,3}')}[^A-Z0-9]{0,3}0*(\\d{1,9})(?!\\d)`,
      'g',
    );
    const found = [...upper.matchAll(spaced)];
    // Where a bank broke the line, or left no room, only a number that is written out can be told.
    const tight = found.length
      ? []
      : [...upper.replace(/[^A-Z0-9]/g, '').matchAll(new RegExp(`${parts.join('')}(\\d{6})`, 'g'))];
    for (const [whole, digits = ''] of [...found, ...tight]) {
      const serial = digits.replace(/^0+/, '');
      if (serial) named.push({ prefix, serial });
      rest = rest.replace(whole, ' ');
    }
  }
  const bare = [...rest.matchAll(/(?<![A-Z0-9.,])0*([1-9]\d{1,8})(?![A-Z0-9]|[.,]\d)/g)].map(
    ([, serial = '']) => serial,
  );
  return { named, bare };
}

/** `NW-000042` is number 42 of those that begin with NW, `NW-DN-000042` of the debit notes. */
function serialOf(number: string): { prefix: string; serial: string } | undefined {
  const [, prefix, serial] = /^([A-Z0-9]{1,8}(?:-DN)?)-0*(\d+)$/.exec(number) ?? [];
  return prefix && serial ? { prefix, serial } : undefined;
}

/** A firm's name without what comes and goes in it. */
const nameKey = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .replace(/\b(limited|ltd|plc|llp|lp|inc|gmbh|the|co|company|uk)\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** Banks cut names off, and put them before the reference. */
const SHORTEST = 5;
function fits(customer: string, { payer, reference }: MoneyIn): boolean {
  if (customer.length < SHORTEST - 1) return customer !== '' && customer === nameKey(payer);
  const called = nameKey(payer);
  if (called.length >= SHORTEST && customer.startsWith(called)) return true;
  return ` ${nameKey(`${payer} ${reference}`)} `.includes(` ${customer} `);
}

function grouped<T>(rows: readonly T[], key: (row: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const of = key(row);
    if (of === undefined) continue;
    const group = groups.get(of);
    if (group) group.push(row);
    else groups.set(of, [row]);
  }
  return groups;
}

const distinct = (those: OpenInvoice[]): OpenInvoice[] => [
  ...new Map(those.map((one) => [one.id, one])).values(),
];
const ofOne = (those: readonly OpenInvoice[]): boolean =>
  new Set(those.map(({ customerId }) => customerId)).size === 1;
const sum = (those: readonly OpenInvoice[]): Minor =>
  those.reduce((total, { dueMinor }) => total + dueMinor, 0);
const numbers = (those: readonly OpenInvoice[]): string =>
  new Intl.ListFormat('en-GB').format(those.map(({ number }) => number).slice(0, 8));
