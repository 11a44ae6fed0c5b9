import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { ImportRecords } from './ImportRecords.tsx';
import { type FilePreview, filePreview } from './ImportRows.tsx';

const PreviewDocument = graphql(
  `
  query PreviewDeviceImport($input: ImportDevicesInput!) {
    preview: previewDeviceImport(input: $input) {
      ...FilePreview
    }
  }
`,
  [filePreview],
);

const ImportDocument = graphql(`
  mutation ImportDevices($input: ImportDevicesInput!) {
    importDevices(input: $input) {
      added
      changed
    }
  }
`);

const COLUMNS: readonly (readonly [string, string])[] = [
  ['Kind', 'Laptop, Desktop, Tablet, Mobile, Desk phone, Router, Access point, Camera or Other'],
  ['Make, Model', 'such as Lenovo and ThinkPad T14'],
  ['Serial number, IMEI', 'one of them at least'],
  ['Person', 'user id or e-mail address of who has it'],
  ['Service', 'the reference of a subscription'],
  ['Note', 'anything else'],
];

/** Devices from a CSV file, looked at row by row before anything is done [R2]. */
export function ImportDevicesPage() {
  const take = useSend(ImportDocument, 'Device');
  return (
    <ImportRecords
      title="Import devices"
      back={{ label: 'Devices', link: { to: '/devices' } }}
      columns={COLUMNS}
      example={
        'Kind,Make,Model,Serial number,IMEI,Person\r\nLaptop,Lenovo,ThinkPad T14,PF3XK0AB,,ada@example.com\r\n'
      }
      preview={PreviewDocument}
      shown={(data): FilePreview => data.preview}
      send={async (input) => {
        const { added, changed } = (await take({ input })).importDevices;
        return `${plural(added, 'device is', 'devices are')} added, ${changed} changed.`;
      }}
    />
  );
}
