import { createHash } from 'node:crypto';
import { invalid } from '../../../kernel/problem.ts';
import { readCamt } from './read-camt.ts';
import { readCsv, type StatementColumns } from './read-csv.ts';
import { readOfx } from './read-ofx.ts';

/** The largest statement: 10 MiB and 50,000 entries. */
export const LARGEST_STATEMENT_BYTES = 10 * 1024 * 1024;
const MOST_ENTRIES = 50_000;
export const TOO_LARGE = 'May have at most 10 MiB. Have the bank make a statement of fewer days.';

/** Money that came into an account, or, below zero, went out of it. */
export interface StatementEntry {
  /** What the bank calls it, if it does; an entry without is known by all that is said of it. */
  bankId: string | null;
  /** The day on which the bank booked it: YYYY-MM-DD. */
  on: string;
  amountMinor: number;
  currency: string;
  /** Whoever is at the other end. */
  payer: string;
  reference: string;
}

export interface Statement {
  format: 'CAMT' | 'OFX' | 'CSV';
  /** Accounts that it names, as it writes them. */
  accounts: string[];
  entries: StatementEntry[];
}

/** A statement with what tells it and its entries from all others. */
export interface ReadStatement extends Statement {
  hash: string;
  keys: string[];
}

/**
 * Reads what a bank sent: CAMT.053, OFX, or CSV with these columns. INVALID_INPUT for the field `file` says what is wrong with it, and
 * where.
 */
export async function readStatement(
  content: Uint8Array,
  columns: StatementColumns | null,
): Promise<ReadStatement> {
  if (content.byteLength > LARGEST_STATEMENT_BYTES) throw invalid('file', TOO_LARGE);
  const text = textOf(content);
  if (!text.trim()) throw invalid('file', 'The file is empty.');
  const statement = await parsed(text, columns);
  if (statement.entries.length > MOST_ENTRIES)
    throw invalid('file', 'May have at most 50,000 entries. Have the bank make a statement of fewer days.');
  return {
    ...statement,
    hash: createHash('sha256').update(content).digest('hex'),
    keys: keysOf(statement.entries),
  };
}

async function parsed(text: string, columns: StatementColumns | null): Promise<Statement> {
  const head = text.slice(0, 4096).trimStart();
  if (/^OFXHEADER|<OFX>/i.test(head)) return readOfx(text);
  if (head.startsWith('<')) return readCamt(text);
  if (!columns) throw invalid('columns', 'Must say which column is what, for a CSV file.');
  return readCsv(text, columns);
}

/** Its characters: as its mark or its first line says, else UTF-8, else what Windows writes. */
function textOf(content: Uint8Array): string {
  if (/^(%PDF|PK|\xD0\xCF)/.test(Buffer.from(content.subarray(0, 4)).toString('latin1')))
    throw invalid('file', 'This is no bank statement. Choose CAMT.053 (XML), OFX or CSV.');
  const [first = 0, second = 0] = content;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(content);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(content);
  const head = Buffer.from(content.subarray(0, 200)).toString('latin1');
  const [, said] = /^[^<]*<\?xml[^>]*encoding=["']([\w-]{1,40})["']/.exec(head) ?? [];
  const text = decoded(content, said ?? 'utf-8') ?? (said ? undefined : decoded(content, 'windows-1252'));
  if (text === undefined)
    throw invalid(
      'file',
      `Is not written in ${said}, as its first line says. Download it from the bank again.`,
    );
  if (text.includes('\0'))
    throw invalid('file', 'This is no bank statement. Choose CAMT.053 (XML), OFX or CSV.');
  return text;
}

function decoded(content: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** One key for each entry: the bank's, or its day, sum and words; of like ones of a day, its place among them. */
function keysOf(entries: readonly StatementEntry[]): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ bankId, on, amountMinor, currency, payer, reference }) => {
    const words = JSON.stringify([bankId, on, amountMinor, currency, ...(bankId ? [] : [payer, reference])]);
    const place = seen.get(words) ?? 0;
    seen.set(words, place + 1);
    return createHash('sha256').update(`${words} ${place}`).digest('hex');
  });
}
