import { setImmediate } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { invalid, Problem } from '../../../kernel/problem.ts';
import { dayOf, isCurrency, minorOf, oneLine } from './amounts.ts';
import type { Statement, StatementEntry } from './read-statement.ts';

/** What of an XML file is kept: names without namespaces, and no deeper than any statement is. */
interface Node {
  name: string;
  text: string;
  currency?: string;
  nodes: Node[];
}

const DEEPEST = 40;
const PIECE = 256 * 1024;

/** Reads CAMT.053, of whichever version; of an entry that gathers several payments each. INVALID_INPUT says which entry is wrong. */
export async function readCamt(text: string): Promise<Statement> {
  const document = await treeOf(text);
  const body = document.nodes[0];
  if (body?.name !== 'BkToCstmrStmt') {
    const other = { BkToCstmrAcctRpt: 'CAMT.052', BkToCstmrDbtCdtNtfctn: 'CAMT.054' }[body?.name ?? ''];
    throw invalid(
      'file',
      `This is ${other ?? 'XML, but no bank statement'}. Have the bank send the statement as CAMT.053.`,
    );
  }
  const statements = all(body, 'Stmt');
  let place = 0;
  return {
    format: 'CAMT',
    accounts: statements.map((one) => at(one, 'Acct/Id/IBAN') || accountOf(one)),
    entries: statements.flatMap((one) =>
      all(one, 'Ntry').flatMap((entry) => {
        place += 1;
        const status = at(entry, 'Sts/Cd') || at(entry, 'Sts');
        // What is only announced comes again when it is booked.
        return status && status !== 'BOOK' ? [] : entriesOf(entry, place);
      }),
    ),
  };
}

const accountOf = (statement: Node): string =>
  `${at(statement, 'Acct/Svcr/FinInstnId/ClrSysMmbId/MmbId')} ${at(statement, 'Acct/Id/Othr/Id')}`.trim();

/** The payments of an entry: it, or each of those that it gathers if their sums are said and make up its own. */
function entriesOf(entry: Node, place: number): StatementEntry[] {
  const wrong = (says: string) => invalid('file', `Entry ${place}, ${says}`);
  const on = dayOf(at(entry, 'BookgDt/Dt') || at(entry, 'BookgDt/DtTm') || at(entry, 'ValDt/Dt'));
  if (!on) throw wrong('BookgDt: Must be a day such as 2026-11-03.');
  const [amount] = all(entry, 'Amt');
  const total = minorOf(amount?.text.trim() ?? '');
  if (!total || total < 0) throw wrong('Amt: Must be an amount such as 1234.50.');
  const currency = amount?.currency ?? '';
  if (!isCurrency(currency))
    throw wrong(`Amt: Must be pounds, euros or US dollars, not ${currency || 'nothing'}.`);
  const side = at(entry, 'CdtDbtInd');
  if (side !== 'CRDT' && side !== 'DBIT') throw wrong('CdtDbtInd: Must be CRDT or DBIT.');
  const sign = side === 'CRDT' ? 1 : -1;
  const bankId = at(entry, 'AcctSvcrRef') || at(entry, 'NtryRef') || null;
  const parts = all(entry, 'NtryDtls').flatMap((details) => all(details, 'TxDtls'));
  const sums = parts.map((part) => minorOf(at(part, 'Amt') || at(part, 'AmtDtls/TxAmt/Amt')) ?? 0);
  const apart =
    parts.length > 1 && sums.every((sum) => sum > 0) && sums.reduce((sum, one) => sum + one, 0) === total;
  const saidOf = (part: Node | undefined) => ({
    payer: partyOf(part, sign),
    reference: wordsOf(part, entry),
  });
  if (!apart) return [{ bankId, on, amountMinor: sign * total, currency, ...saidOf(parts[0]) }];
  return parts.map((part, i) => ({
    bankId: at(part, 'Refs/AcctSvcrRef') || (bankId && `${bankId}/${i + 1}`),
    on,
    amountMinor: sign * (sums[i] ?? 0),
    currency,
    ...saidOf(part),
  }));
}

function partyOf(part: Node | undefined, sign: number): string {
  const party = sign > 0 ? 'Dbtr' : 'Cdtr';
  return oneLine(at(part, `RltdPties/${party}/Pty/Nm`) || at(part, `RltdPties/${party}/Nm`));
}

/** What the payer wrote, wherever banks put it. */
function wordsOf(part: Node | undefined, entry: Node): string {
  const [remittance] = part ? all(part, 'RmtInf') : [];
  const free = remittance ? all(remittance, 'Ustrd').map(({ text }) => text) : [];
  const structured = remittance ? all(remittance, 'Strd').map((one) => at(one, 'CdtrRefInf/Ref')) : [];
  const own = at(part, 'Refs/EndToEndId');
  const said = [...free, ...structured, own === 'NOTPROVIDED' ? '' : own].filter(Boolean);
  return oneLine(said.join(' ') || at(entry, 'AddtlNtryInf') || at(part, 'AddtlTxInf'));
}

const all = (node: Node, name: string): Node[] => node.nodes.filter((one) => one.name === name);

/** The text at a path; empty if there is nothing. */
function at(node: Node | undefined, path: string): string {
  let found = node;
  for (const name of path.split('/')) found = found?.nodes.find((one) => one.name === name);
  return found?.text.trim() ?? '';
}

/** The document as a tree. Nothing is fetched and nothing is expanded: a file that declares entities is refused. */
async function treeOf(text: string): Promise<Node> {
  const top: Node = { name: '', text: '', nodes: [] };
  const open = [top];
  const parser = new SaxesParser({ position: true });
  parser.on('doctype', () => {
    throw invalid('file', 'Declares a document type, which no bank statement does.');
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length > DEEPEST) throw invalid('file', `Line ${parser.line}: This is no bank statement.`);
    const node: Node = { name: name.slice(name.indexOf(':') + 1), text: '', nodes: [] };
    const { Ccy } = attributes as Record<string, string>;
    if (Ccy) node.currency = Ccy;
    open.at(-1)?.nodes.push(node);
    open.push(node);
  });
  const add = (piece: string) => {
    const node = open.at(-1);
    if (node) node.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => void open.pop());
  try {
    for (let from = 0; from < text.length; from += PIECE) {
      parser.write(text.slice(from, from + PIECE));
      await setImmediate();
    }
    parser.close();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw invalid(
      'file',
      `Line ${parser.line}: The file is torn or is not XML. Download it from the bank again.`,
    );
  }
  return top.nodes[0] ?? top;
}
