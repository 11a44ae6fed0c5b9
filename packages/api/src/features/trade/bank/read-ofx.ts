import { invalid } from '../../../kernel/problem.ts';
import { dayOf, isCurrency, minorOf, oneLine } from './amounts.ts';
import type { Statement, StatementEntry } from './read-statement.ts';

/** Reads an OFX or QFX file, whether as SGML, whose values nobody closes, or as XML. INVALID_INPUT says which entry is wrong. */
export function readOfx(text: string): Statement {
  if (!/<\/OFX>\s*$/i.test(text))
    throw invalid('file', 'The file breaks off before its end. Download it from the bank again.');
  if (!/<STMTRS>/i.test(text)) throw invalid('file', 'This OFX file holds no statement of a bank account.');
  const accounts: string[] = [];
  const entries: StatementEntry[] = [];
  let currency = 'GBP';
  let bank = '';
  let entry: Map<string, string> | undefined;
  for (const [, closes, name = '', raw = ''] of text.matchAll(/<(\/?)([A-Za-z0-9.]{1,40})>([^<]*)/g)) {
    const tag = name.toUpperCase();
    const value = plain(raw);
    if (tag === 'STMTTRN') {
      if (closes && entry) entries.push(entryOf(entry, currency, entries.length + 1));
      entry = closes ? undefined : new Map();
    } else if (closes) continue;
    else if (entry) entry.set(tag, value);
    else if (tag === 'CURDEF') currency = value;
    else if (tag === 'BANKID') bank = value;
    else if (tag === 'ACCTID')
      accounts.push(value.replace(/\D/g, '').length > 8 ? value : `${bank} ${value}`);
  }
  return { format: 'OFX', accounts, entries };
}

function entryOf(entry: Map<string, string>, currency: string, place: number): StatementEntry {
  const wrong = (says: string) => invalid('file', `Entry ${place}, ${says}`);
  const on = dayOf(entry.get('DTPOSTED') ?? '');
  if (!on) throw wrong('DTPOSTED: Must be a day such as 20261103.');
  const amountMinor = minorOf(entry.get('TRNAMT') ?? '');
  if (!amountMinor) throw wrong('TRNAMT: Must be an amount such as 1234.50.');
  if (!isCurrency(currency)) throw wrong(`CURDEF: Must be pounds, euros or US dollars, not ${currency}.`);
  return {
    bankId: oneLine(entry.get('FITID') ?? '', 100) || null,
    on,
    amountMinor,
    currency,
    payer: oneLine(entry.get('NAME') ?? ''),
    reference: oneLine(
      [entry.get('MEMO'), entry.get('CHECKNUM'), entry.get('REFNUM')].filter(Boolean).join(' '),
    ),
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const plain = (text: string): string =>
  text.replace(/&(\w{2,4});/g, (whole, name: string) => ENTITIES[name] ?? whole).trim();
