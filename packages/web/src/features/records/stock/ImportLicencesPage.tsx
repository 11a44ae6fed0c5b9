import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { ImportRecords } from './ImportRecords.tsx';
import { type FilePreview, filePreview } from './ImportRows.tsx';

const PreviewDocument = graphql(
  `
  query PreviewLicenceImport($input: ImportLicencesInput!) {
    preview: previewLicenceImport(input: $input) {
      ...FilePreview
    }
  }
`,
  [filePreview],
);

const ImportDocument = graphql(`
  mutation ImportLicences($input: ImportLicencesInput!) {
    importLicences(input: $input) {
      added
      changed
    }
  }
`);

const COLUMNS: readonly (readonly [string, string])[] = [
  ['Vendor, Product', 'such as Adobe and Acrobat Pro, by which a licence is told apart'],
  ['Seats', 'how many people may have it'],
  ['Last day', 'such as 2027-06-30; nothing for a licence without an end'],
  ['Key', 'the product key, which is kept encrypted'],
  ['People', 'user ids or e-mail addresses of who has a seat, several with spaces between them'],
  ['Service', 'the reference of a subscription'],
  ['Note', 'anything else'],
];

/** Licences from a CSV file, looked at row by row before anything is done [R2]. */
export function ImportLicencesPage() {
  const take = useSend(ImportDocument, 'Licence');
  return (
    <ImportRecords
      title="Import licences"
      back={{ label: 'Licences', link: { to: '/licences' } }}
      columns={COLUMNS}
      example={
        'Vendor,Product,Seats,Last day,Key,People\r\nAdobe,Acrobat Pro,12,2027-06-30,,ada@example.com grace@example.com\r\n'
      }
      note="A key that is kept already stays as it is, and nobody loses a seat."
      preview={PreviewDocument}
      shown={(data): FilePreview => data.preview}
      send={async (input) => {
        const { added, changed } = (await take({ input })).importLicences;
        return `${plural(added, 'licence is', 'licences are')} added, ${changed} changed.`;
      }}
    />
  );
}
