import { id, optional } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { fileOfRecords, ImportPreview, previewOf } from '../stock/index.ts';
import { judgeLines } from './line-file.ts';

export const lineFileInput = input('ImportLinesInput', {
  companyId: optional(id()),
  file: fileOfRecords(),
});

/** What a CSV file of lines would do, row by row. [R2] */
export const previewLineImport = view({
  name: 'previewLineImport',
  permission: 'LINE_WRITE',
  input: input('PreviewLineImportInput', { input: lineFileInput.rule }),
  type: () => ImportPreview,
  async run(scope, { input: { companyId, file } }): Promise<ImportPreview> {
    const company = await chosenCompany(scope, companyId);
    return previewOf(await judgeLines(scope, company, file));
  },
});
