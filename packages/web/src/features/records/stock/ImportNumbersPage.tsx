import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { ImportRecords } from './ImportRecords.tsx';
import { type FilePreview, filePreview } from './ImportRows.tsx';

const PreviewDocument = graphql(
  `
  query PreviewNumberImport($input: ImportNumbersInput!) {
    preview: previewNumberImport(input: $input) {
      ...FilePreview
    }
  }
`,
  [filePreview],
);

const ImportDocument = graphql(`
  mutation ImportNumbers($input: ImportNumbersInput!) {
    importNumbers(input: $input) {
      added
      changed
    }
  }
`);

const COLUMNS: readonly (readonly [string, string])[] = [
  ['Number', 'such as 020 7946 0018; the one column that every row fills in'],
  ['Label', 'what it is for'],
  ['Ports on', 'the day it comes over, such as 2026-12-14'],
  ['Person', 'user id or e-mail address'],
  ['Service', 'the reference of a subscription'],
  ['Building, Street, Town, Postcode', 'where it is installed, for calls to 999'],
];

/** Numbers from a CSV file, looked at row by row before anything is done [R2]. */
export function ImportNumbersPage() {
  const take = useSend(ImportDocument, 'TelephoneNumber');
  return (
    <ImportRecords
      title="Import numbers"
      back={{ label: 'Numbers', link: { to: '/numbers' } }}
      columns={COLUMNS}
      example={
        'Number,Label,Person,Building,Street,Town,Postcode\r\n020 7946 0018,Reception,,Unit 20,Wellington Street,Leeds,LS1 4DY\r\n'
      }
      preview={PreviewDocument}
      shown={(data): FilePreview => data.preview}
      note="None is in use by it: that waits for the company to confirm its address."
      send={async (input) => {
        const { added, changed } = (await take({ input })).importNumbers;
        return `${plural(added, 'number is', 'numbers are')} added, ${changed} changed.`;
      }}
    />
  );
}
