import { type FilterField, yesOrNo } from '../../../kernel/read/list.ts';
import { enumeration } from '../../../kernel/table.ts';

/** Boxes of a VAT return that the ledger knows something of (HMRC VAT Notice 700/12). */
export const VatBox = enumeration('VatBox', {
  BOX_1: 'BOX_1',
  BOX_4: 'BOX_4',
  BOX_6: 'BOX_6',
  BOX_7: 'BOX_7',
});
export type VatBox = keyof typeof VatBox;

/** What is added up in each: VAT due, VAT paid, sales and purchases without VAT. */
const ACCOUNTS: Record<VatBox, { account: string; sign: 1 | -1 }> = {
  BOX_1: { account: 'OUTPUT_VAT', sign: -1 },
  BOX_4: { account: 'INPUT_VAT', sign: 1 },
  BOX_6: { account: 'REVENUE', sign: -1 },
  BOX_7: { account: 'PURCHASES', sign: 1 },
};

const boxes = Object.entries(ACCOUNTS);
const perAccount = (row: string, value: (box: string, sign: 1 | -1) => string): string =>
  `case ${row}.account ${boxes.map(([box, { account, sign }]) => `when '${account}' then ${value(box, sign)}`).join(' ')} end`;

/** SQL: the box that a posting belongs in; null for all that no return asks for. */
export const boxOf = (row: string): string => perAccount(row, (box) => `'${box}'`);

/** SQL: what a posting adds to its box. */
export const boxMinor = (row: string): string =>
  perAccount(row, (_box, sign) => `${sign} * ${row}.amount_minor`);

/** Postings of one box. */
export const ofBox: FilterField = {
  type: () => VatBox,
  condition: (row, value, statement) =>
    `${row}.account = ${statement.bind(ACCOUNTS[value as VatBox].account, 'text')}`,
};

/** Postings of any box, or of none. */
export const inVatReturn = yesOrNo(
  (row) => `${row}.account in (${boxes.map(([, { account }]) => `'${account}'`).join(', ')})`,
);
