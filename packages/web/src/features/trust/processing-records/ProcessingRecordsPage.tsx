import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconNotebook, IconRefresh, IconUserShield } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { DataProtectionContact } from './DataProtectionContact.tsx';

const ProcessingRecordsDocument = graphql(
  `
  query ProcessingRecords(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ProcessingRecordFilter
    $orderBy: ProcessingRecordOrder
  ) {
    processingRecords(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        form
        version
        current
        name
        changes
        createdAt
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

const RenewDocument = graphql(`
  mutation RenewProcessingRecords {
    renewProcessingRecords
  }
`);

type Row = ResultOf<typeof ProcessingRecordsDocument>['processingRecords']['nodes'][number];

/** The versions of one's records of processing, and for staff everyone's [D6]. */
export function ProcessingRecordsPage() {
  const { level } = useViewer();
  const can = useCan();
  const [naming, setNaming] = useState(false);
  const company = level === 'COMPANY';
  const list = useList({
    query: ProcessingRecordsDocument,
    page: ({ processingRecords }) => processingRecords,
    type: 'ProcessingRecord',
    settings: {
      sort: '-CREATED_AT',
      filters: ['form', 'mine'],
      ...(!company && { initial: { mine: true } }),
    },
  });
  const renew = useSend(RenewDocument, 'ProcessingRecord');
  const { run, busy } = useDeed(async () => {
    await renew({});
    notifications.show({
      message: 'Being looked at: there is a new version here where anything has changed.',
    });
  });
  const make = (
    <Button leftSection={<IconRefresh size={16} />} loading={busy} onClick={() => void run()}>
      Renew now
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Records of processing"
        description="What is done with personal data, for which purpose and how long, as UK GDPR Art. 30 asks: made from what is configured, with a new version whenever that changes."
        actions={
          can('PROCESSING_RECORD_WRITE') && (
            <>
              <Button
                variant="default"
                leftSection={<IconUserShield size={16} />}
                onClick={() => setNaming(true)}
              >
                Whom to ask
              </Button>
              {make}
            </>
          )
        }
      />
      <Siblings of="/processing" at="/processing-records">
        <DataList
          id="processing-records"
          label="Records of processing"
          list={list}
          columns={company ? COLUMNS.filter(({ key }) => key !== 'name') : COLUMNS}
          rowLink={({ id }) => ({ to: '/processing-records/$recordId', params: { recordId: id } })}
          filters={
            company
              ? []
              : [
                  {
                    key: 'form',
                    label: 'Form',
                    options: [
                      { value: 'CONTROLLER', label: 'Controller’s' },
                      { value: 'PROCESSOR', label: 'Processor’s' },
                    ],
                  },
                  {
                    key: 'mine',
                    label: 'Whose',
                    options: [
                      { value: 'true', label: 'Ours' },
                      {
                        value: 'false',
                        label: level === 'PLATFORM' ? 'Resellers’ and companies’' : 'Companies’',
                      },
                    ],
                  },
                ]
          }
          empty={
            <EmptyState
              icon={<IconNotebook size={22} />}
              title="No record yet"
              action={can('PROCESSING_RECORD_WRITE') ? make : undefined}
            >
              The first is made tonight.
            </EmptyState>
          }
        />
      </Siblings>
      {naming && <DataProtectionContact onClose={() => setNaming(false)} />}
    </>
  );
}

const COLUMNS: readonly Column<Row, 'CREATED_AT'>[] = [
  {
    key: 'form',
    title: 'Record',
    value: ({ form }) => (form === 'CONTROLLER' ? 'Controller’s' : 'Processor’s'),
  },
  { key: 'name', title: 'Of', value: ({ name }) => name, show: 'always' },
  { key: 'version', title: 'Version', value: ({ version }) => version, align: 'right', show: 'always' },
  {
    key: 'current',
    title: 'Status',
    value: ({ current }) => (current ? 'Current' : 'Former'),
    cell: ({ current }) => (
      <StateBadge state={current ? 'ACTIVE' : 'ENDED'} label={current ? 'Current' : 'Former'} />
    ),
    show: 'always',
  },
  { key: 'changes', title: 'What has changed', value: ({ changes }) => changes.join(' ') },
  {
    key: 'createdAt',
    title: 'Made',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
    show: 'always',
  },
];
