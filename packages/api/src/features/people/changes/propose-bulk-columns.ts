import { id, optional } from '@steward/shared';
import { bytes, input } from '../../../kernel/input.ts';
import { outsideVerb } from '../../../kernel/verb.ts';
import { chosenCompany } from '../directory/index.ts';
import { proposed } from './file/columns.ts';
import { openSheet } from './file/sheet.ts';
import { choosable, servicesFor } from './offered-services.ts';
import { rememberedOf } from './preview-bulk-change.ts';

/** Rows from which each column shows what stands in it. */
const SAMPLES = 3;
const SHOWN_CHARACTERS = 60;

/**
 * Reads the beginning of a file and says what its columns are taken for: as the last time, else by their titles; and which services
 * a column could be about. [U2]
 */
export const proposeBulkColumns = outsideVerb({
  name: 'proposeBulkColumns',
  permission: 'END_USER_WRITE',
  input: input('ProposeBulkColumnsInput', { companyId: optional(id()), content: bytes() }),
  async plan(scope, { companyId }) {
    const company = await chosenCompany(scope, companyId);
    return {
      remembered: await rememberedOf(scope, company),
      services: await servicesFor(scope, company),
    };
  },
  async call({ remembered, services }, { content }) {
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
    const columns = proposed(titles, remembered, services?.byTitle ?? new Map()).map((meaning, i) => ({
      title: titles[i] ?? '',
      field: meaning?.field ?? null,
      ...(meaning?.productId !== undefined && { productId: meaning.productId }),
      samples: samples[i] ?? [],
    }));
    return { columns, services: choosable(services) };
  },
  async settle(_scope, _known, found) {
    return { result: found, subject: null };
  },
});
