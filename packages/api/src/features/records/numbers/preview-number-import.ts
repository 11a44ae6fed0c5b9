import { id, optional } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { fileOfRecords, ImportPreview, previewOf } from '../stock/index.ts';
import { judgeNumbers } from './number-file.ts';

export const numberFileInput = input('ImportNumbersInput', {
  companyId: optional(id()),
  file: fileOfRecords(),
});

/** What a CSV file of numbers would do, row by row. [R2] */
export const previewNumberImport = view({
  name: 'previewNumberImport',
  permission: 'NUMBER_SUPPLY',
  input: input('PreviewNumberImportInput', { input: numberFileInput.rule }),
  type: () => ImportPreview,
  async run(scope, { input: { companyId, file } }): Promise<ImportPreview> {
    const company = await chosenCompany(scope, companyId);
    return previewOf(await judgeNumbers(scope, company, file));
  },
});
