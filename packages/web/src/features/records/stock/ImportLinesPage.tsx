import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { ImportRecords } from './ImportRecords.tsx';
import { type FilePreview, filePreview } from './ImportRows.tsx';

const PreviewDocument = graphql(
  `
  query PreviewLineImport($input: ImportLinesInput!) {
    preview: previewLineImport(input: $input) {
      ...FilePreview
    }
  }
`,
  [filePreview],
);

const ImportDocument = graphql(`
  mutation ImportLines($input: ImportLinesInput!) {
    importLines(input: $input) {
      added
      changed
    }
  }
`);

const COLUMNS: readonly (readonly [string, string])[] = [
  ['Access', 'FTTP, FTTC, SoGEA, ADSL, Leased line, 4G, 5G or Other'],
  ['Supplier, Reference', 'by which a line is told apart'],
  ['Down, Up', 'in Mbit/s'],
  ['IP addresses', 'such as 203.0.113.8 or 203.0.113.8/29, several with spaces between them'],
  ['Building, Street, Town, Postcode', 'where it is installed: all four, or none'],
  ['Due, Live since', 'such as 2026-11-30; a line that is not live yet is on order'],
  ['Person', 'user id or e-mail address of somebody at whose home it is'],
  ['Service', 'the reference of a subscription'],
  ['Note', 'anything else'],
];

/** Lines from a CSV file, looked at row by row before anything is done [R2]. */
export function ImportLinesPage() {
  const take = useSend(ImportDocument, 'BroadbandLine');
  return (
    <ImportRecords
      title="Import lines"
      back={{ label: 'Lines', link: { to: '/lines' } }}
      columns={COLUMNS}
      example={
        'Access,Supplier,Reference,Down,Up,IP addresses,Building,Street,Town,Postcode,Live since\r\nFTTP,BT Wholesale,BBEU30418827,900,110,203.0.113.48/30,7,Alfred Gelder Street,Hull,HU1 2AG,2026-04-01\r\n'
      }
      preview={PreviewDocument}
      shown={(data): FilePreview => data.preview}
      send={async (input) => {
        const { added, changed } = (await take({ input })).importLines;
        return `${plural(added, 'line is', 'lines are')} added, ${changed} changed.`;
      }}
    />
  );
}
