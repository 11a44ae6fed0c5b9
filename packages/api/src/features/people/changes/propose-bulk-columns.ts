import { id, optional } from '@steward/shared';
import { bytes, input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../directory/index.ts';
import { proposed } from './file/columns.ts';
import { openSheet } from './file/sheet.ts';
import { rememberedOf } from './preview-bulk-change.ts';

/** Rows from which each column shows what stands in it. */
const SAMPLES = 3;
const SHOWN_CHARACTERS = 60;

/** Reads the beginning of a file and says what its columns are taken for: as the last time, else by their titles. [U2] */
export const proposeBulkColumns = outsideVerb({
  name: 'proposeBulkColumns',
  permission: 'END_USER_WRITE',
  input: input('ProposeBulkColumnsInput', { companyId: optional(id()), content: bytes() }),
  async plan(scope, { companyId }) {
    return rememberedOf(scope, await chosenCompany(scope, companyId));
  },
  async call(remembered, { content }) {
    const { titles, rows } = await openSheet(content);
    const samples: string[][] = titles.map(() => []);
    let count = 0;
    for await (const { cells } of rows) {
      titles.forEach((_title, i) => {
        const cell = cells[i]?.trim();
        if (cell) samples[i]?.push(cell.slice(0, SHOWN_CHARACTERS));
      });
      count += 1;
      if (count === SAMPLES) break;
    }
    return proposed(titles, remembered).map((field, i) => ({
      title: titles[i] ?? '',
      field,
      samples: samples[i] ?? [],
    }));
  },
  async settle(_scope, _remembered, columns) {
    return { result: columns, subject: null };
  },
});
