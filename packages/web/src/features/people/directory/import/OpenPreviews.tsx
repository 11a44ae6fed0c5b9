import { Text } from '@mantine/core';
import { graphql } from '../../../../data/graphql.ts';
import { useRead } from '../../../../data/use-read.ts';
import { plural } from '../../../../lib/format.ts';
import { DateText } from '../../../../ui/DateText.tsx';
import { TextLink } from '../../../../ui/links.tsx';
import { Section } from '../../../../ui/Section.tsx';
import classes from '../directory.module.css';

const OpenPreviewsDocument = graphql(`
  query OpenPreviews($companyId: ID) {
    endUserImports(first: 5, filter: { state: PREVIEW, companyId: $companyId }) {
      nodes {
        id
        fileName
        rowCount
        errorCount
        createdAt
        company {
          id
          name
        }
      }
    }
  }
`);

/** Files that were read but neither confirmed nor discarded: one may go on with them [U2]. */
export function OpenPreviews({ companyId }: { companyId: string | undefined }) {
  const read = useRead(OpenPreviewsDocument, { companyId: companyId ?? null }, { types: ['EndUserImport'] });
  if (read.state !== 'ready' || read.data.endUserImports.nodes.length === 0) return null;
  return (
    <Section title="Not finished yet">
      <ul className={classes.plainList}>
        {read.data.endUserImports.nodes.map(({ id, fileName, rowCount, errorCount, createdAt, company }) => (
          <li key={id} className={classes.listRow}>
            <TextLink
              to="/end-users/import/$importId"
              params={{ importId: id }}
              style={{ overflowWrap: 'anywhere' }}
            >
              {fileName}
            </TextLink>
            <Text fz="sm" c="dimmed" ta="right">
              {company.name}, {plural(rowCount, 'row')}
              {errorCount > 0 && `, ${plural(errorCount, 'with errors', 'with errors')}`},{' '}
              <DateText at={createdAt} as="ago" />
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}
