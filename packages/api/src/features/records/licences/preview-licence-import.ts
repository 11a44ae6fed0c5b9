import { id, optional } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { fileOfRecords, ImportPreview, previewOf } from '../stock/index.ts';
import { judgeLicences } from './licence-file.ts';

export const licenceFileInput = input('ImportLicencesInput', {
  companyId: optional(id()),
  file: fileOfRecords(),
});

/** What a CSV file of licences would do, row by row; no key stands in it. [R2] */
export const previewLicenceImport = view({
  name: 'previewLicenceImport',
  permission: 'LICENCE_WRITE',
  input: input('PreviewLicenceImportInput', { input: licenceFileInput.rule }),
  type: () => ImportPreview,
  async run(scope, { input: { companyId, file } }): Promise<ImportPreview> {
    const company = await chosenCompany(scope, companyId);
    return previewOf(await judgeLicences(scope, company, file));
  },
});
