import { Table, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { thingOf, useAuditWords, useMore } from '../../../frame/feature.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Dash } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { AuditSubject } from './AuditSubject.tsx';
import { actionWords, fieldWords, valueWords } from './audit-fields.ts';

const AuditEntryDocument = graphql(`
  query AuditEntry($id: ID!) {
    auditEntry(id: $id) {
      id
      at
      action
      actorName
      actorLevel
      supportGrantId
      supportTenant
      supportReason
      subjectType
      subjectId
      subjectName
      reference
      changed
      differences {
        field
        before
        after
      }
      requestId
      refusal
      company {
        id
        name
      }
      reseller {
        id
        name
      }
    }
  }
`);

/** One thing that was done, with what it changed [D9]. */
export function AuditEntryPage() {
  const { entryId = '' } = useParams({ strict: false });
  const audit = useAuditWords();
  const read = useRead(AuditEntryDocument, { id: entryId });
  return (
    <Loaded from={read} whole>
      {({ auditEntry }) => {
        if (!auditEntry) return null;
        const { supportGrantId, supportTenant, supportReason } = auditEntry;
        const { at, action, actorName, actorLevel, reference, changed, differences, requestId, refusal } =
          auditEntry;
        return (
          <DetailPage
            header={{
              title: actionWords(audit, action, refusal),
              crumbs: [{ label: 'Audit log', link: { to: '/audit' } }],
            }}
            facts={[
              ['When', <DateText key="at" at={at} />],
              [
                'Who',
                supportTenant
                  ? `${actorName} of ${supportTenant}, for support`
                  : actorLevel
                    ? `${actorName} (${words(actorLevel)})`
                    : actorName,
              ],
              [
                'Why',
                supportGrantId && (
                  <TextLink key="why" to="/support-access/$grantId" params={{ grantId: supportGrantId }}>
                    {supportReason}
                  </TextLink>
                ),
              ],
              ['To what', <AuditSubject key="subject" {...auditEntry} />],
              ['Reference', reference],
              ['Company', auditEntry.company?.name],
              ['Reseller', auditEntry.reseller?.name],
              ['Request', requestId],
            ]}
            aside={
              changed.length > 0
                ? [
                    <Changes
                      key="changes"
                      of={auditEntry.subjectType}
                      changed={changed}
                      differences={differences}
                    />,
                  ]
                : []
            }
          />
        );
      }}
    </Loaded>
  );
}

interface ChangesProps {
  /** The GraphQL type of what was changed. */
  of: string;
  changed: readonly string[];
  differences: readonly { field: string; before: string | null; after: string | null }[];
}

/** What was changed, before and after; what may be personal is named only. */
function Changes({ of, changed, differences }: ChangesProps) {
  const say = thingOf(useMore(), of)?.say;
  const personal = changed.filter((name) => !differences.some(({ field }) => field === name));
  return (
    <Section title="What changed">
      {differences.length > 0 && (
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {differences.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row" fw={500}>
                  {fieldWords(field)}
                </Table.Th>
                <Table.Td>{valueWords(field, before, say) ?? <Dash />}</Table.Td>
                <Table.Td>{valueWords(field, after, say) ?? <Dash />}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {personal.length > 0 && (
        <Text fz="sm" c="dimmed" mt={differences.length > 0 ? 'sm' : undefined}>
          Changed without a record of what it said, which may be personal:{' '}
          {personal.map(fieldWords).join(', ')}.
        </Text>
      )}
    </Section>
  );
}
