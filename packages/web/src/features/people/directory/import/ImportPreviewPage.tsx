import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../../data/graphql.ts';
import { useRead } from '../../../../data/use-read.ts';
import { Loaded } from '../../../../ui/Loaded.tsx';
import { ImportDone } from './ImportDone.tsx';
import { ImportPreview } from './ImportPreview.tsx';

const ImportDocument = graphql(`
  query EndUserImport($id: ID!) {
    endUserImport(id: $id) {
      id
      fileName
      state
      rowCount
      errorCount
      unknownColumns
      createdAt
      company {
        id
        name
      }
      rows {
        line
        firstName
        lastName
        email
        mobile
        phone
        jobTitle
        department
        errors {
          column
          message
        }
      }
    }
  }
`);

export type UserImport = NonNullable<ResultOf<typeof ImportDocument>['endUserImport']>;
export type ImportRow = UserImport['rows'][number];

/** What a file would add to the directory, until it is confirmed or discarded; then, what became of it [U2]. */
export function ImportPreviewPage() {
  const { importId = '' } = useParams({ strict: false });
  const read = useRead(ImportDocument, { id: importId });
  return (
    <Loaded from={read} whole>
      {({ endUserImport }) => {
        if (!endUserImport) return null;
        return endUserImport.state === 'PREVIEW' ? (
          <ImportPreview preview={endUserImport} />
        ) : (
          <ImportDone of={endUserImport} />
        );
      }}
    </Loaded>
  );
}
