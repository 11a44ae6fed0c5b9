import { List, Stack, Text } from '@mantine/core';
import {
  DATA_CLASS_WORDS,
  DATA_SUBJECT_WORDS,
  LAWFUL_BASIS_WORDS,
  listed,
  PURPOSE_WORDS,
  TRANSFER_WORDS,
} from '@steward/shared';
import { IconFileTypeCsv, IconFileTypePdf } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { instant } from '../../../lib/format.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

const ProcessingRecordDocument = graphql(`
  query ProcessingRecord($id: ID!) {
    processingRecord(id: $id) {
      id
      form
      version
      current
      name
      address
      contactName
      contactEmail
      contactPhone
      contactOfficer
      changes
      sha256
      createdAt
      content {
        activities {
          purpose
          basis
          because
          subjects
          classes
          kept
        }
        recipients {
          name
          does
          country
          places
          transfer
        }
        onBehalfOf {
          name
          address
          through
        }
        measures
      }
    }
  }
`);

type Version = NonNullable<ResultOf<typeof ProcessingRecordDocument>['processingRecord']>;

/** A version of a record of processing: who, what for, whose data, how long, who gets it, how it is kept secure [D6]. */
export function ProcessingRecordPage() {
  const { recordId = '' } = useParams({ strict: false });
  const read = useRead(ProcessingRecordDocument, { id: recordId }, { types: ['ProcessingRecord'] });
  return (
    <Loaded from={read} whole>
      {({ processingRecord: record }) =>
        record && (
          <>
            <PageHeader
              title={`${record.form === 'CONTROLLER' ? 'Controller’s' : 'Processor’s'} record, version ${record.version}`}
              crumbs={[{ label: 'Records of processing', link: { to: '/processing-records' } }]}
              badge={
                <StateBadge
                  state={record.current ? 'ACTIVE' : 'ENDED'}
                  label={record.current ? 'Current' : 'Former'}
                />
              }
              description={`${record.name} · made on ${instant(record.createdAt)} · UK GDPR Art. 30(${record.form === 'CONTROLLER' ? 1 : 2})`}
              actions={<Papers record={record} />}
            />
            <Content record={record} />
          </>
        )
      }
    </Loaded>
  );
}

function Papers({ record: { id, form, version } }: { record: Version }) {
  const name = `record-of-processing-${form.toLowerCase()}-${version}`;
  return (
    <FileMenu
      label="Download"
      failed="No record"
      files={[
        {
          label: 'As PDF',
          icon: <IconFileTypePdf size={16} />,
          path: `/processing-records/${id}/pdf`,
          name: `${name}.pdf`,
          type: 'application/pdf',
        },
        {
          label: 'As CSV',
          icon: <IconFileTypeCsv size={16} />,
          path: `/processing-records/${id}/csv`,
          name: `${name}.csv`,
          type: 'text/csv',
        },
      ]}
    />
  );
}

const places = (country: string | null, named: readonly string[]) =>
  [country, ...named].filter(Boolean).join(', ');

function Content({ record }: { record: Version }) {
  const { activities, recipients, onBehalfOf, measures } = record.content;
  const contact = [record.contactName, record.contactEmail, record.contactPhone].filter(Boolean).join(', ');
  return (
    <Stack>
      <Section title="Who keeps it">
        <Facts
          facts={[
            ['Name', record.name],
            ['Address', record.address.join(', ')],
            [record.contactOfficer ? 'Data protection officer' : 'Contact', contact],
            ['What has changed', record.changes.join(' ')],
            [
              'Fingerprint',
              <Text key="sha" ff="monospace" fz="xs">
                {record.sha256}
              </Text>,
            ],
          ]}
        />
      </Section>
      <Section title="What is done">
        <FigureTable
          label="What is done"
          head={['Purpose', 'Lawful basis', 'Whose data', 'Which data', 'Kept']}
          numeric={[]}
          rows={activities.map(({ purpose, basis, because, subjects, classes, kept }) => ({
            key: purpose,
            cells: [
              PURPOSE_WORDS[purpose],
              `${LAWFUL_BASIS_WORDS[basis]}: ${because}`,
              listed(subjects, DATA_SUBJECT_WORDS),
              listed(classes, DATA_CLASS_WORDS),
              kept.join('; '),
            ],
          }))}
        />
      </Section>
      {recipients.length > 0 && (
        <Section title="Who gets the data">
          <FigureTable
            label="Who gets the data"
            head={['Recipient', 'What it does', 'Where', 'Transfer']}
            numeric={[]}
            rows={recipients.map(({ name, does, country, places: named, transfer }) => ({
              key: name,
              cells: [name, does, places(country, named), TRANSFER_WORDS[transfer]],
            }))}
          />
        </Section>
      )}
      {onBehalfOf.length > 0 && (
        <Section title="On whose behalf">
          <FigureTable
            label="On whose behalf"
            head={['Controller', 'Address', 'Through']}
            numeric={[]}
            rows={onBehalfOf.map(({ name, address, through }, at) => ({
              key: `${at} ${name}`,
              cells: [name, address.join(', '), through],
            }))}
          />
        </Section>
      )}
      <Section title="How it is kept secure">
        <List spacing={4} fz="sm">
          {measures.map((measure) => (
            <List.Item key={measure}>{measure}</List.Item>
          ))}
        </List>
      </Section>
    </Stack>
  );
}
