import { id, optional } from '@steward/shared';
import { view } from '../../../kernel/graphql/door.ts';
import { input } from '../../../kernel/input.ts';
import { chosenCompany } from '../../people/directory/index.ts';
import { fileOfRecords, ImportPreview, previewOf } from '../stock/index.ts';
import { judgeDevices } from './device-file.ts';

export const deviceFileInput = input('ImportDevicesInput', {
  companyId: optional(id()),
  file: fileOfRecords(),
});

/** What a CSV file of devices would do, row by row. [R2] */
export const previewDeviceImport = view({
  name: 'previewDeviceImport',
  permission: 'DEVICE_WRITE',
  input: input('PreviewDeviceImportInput', { input: deviceFileInput.rule }),
  type: () => ImportPreview,
  async run(scope, { input: { companyId, file } }): Promise<ImportPreview> {
    const company = await chosenCompany(scope, companyId);
    return previewOf(await judgeDevices(scope, company, file));
  },
});
