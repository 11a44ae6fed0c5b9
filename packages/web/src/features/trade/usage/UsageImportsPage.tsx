import { Button } from '@mantine/core';
import { IconFileImport, IconListDetails } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RefusedLines } from '../../../ui/list/RefusedLines.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { TakeInUsage } from './TakeInUsage.tsx';

const ImportsDocument = graphql(
  `
  query UsageImports(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: UsageImportFilter
    $orderBy: UsageImportOrder
  ) {
    usageImports(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        fileName
        byName
        state
        problem
        taken
        known
        late
        suspended
        refused
        refusals {
          line
          reason
        }
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
type Import = ResultOf<typeof ImportsDocument>['usageImports']['nodes'][number];

/** Files and batches of usage, and what became of each [B1]. */
export function UsageImportsPage() {
  const can = useCan();
  const [opened, open] = useState<'file' | Import>();
  const list = useList({
    query: ImportsDocument,
    page: ({ usageImports }) => usageImports,
    type: 'UsageImport',
    settings: { sort: '-CREATED_AT', filters: ['refused'] },
  });
  const close = () => open(undefined);
  const take = can('USAGE_RECORD') && (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => open('file')}>
      Take in a file
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Usage"
        description="What was sent by file or API: each event once by its key, however often it comes."
        actions={take}
      />
      <Siblings of="/usage" at="/usage-imports">
        <DataList
          id="usage-imports"
          label="Imports of usage"
          list={list}
          columns={COLUMNS}
          filters={[
            {
              key: 'refused',
              label: 'Refused',
              options: [
                { value: 'true', label: 'Something was refused' },
                { value: 'false', label: 'All was taken' },
              ],
            },
          ]}
          rowActions={(row) => (
            <RowMenu
              of={row.fileName}
              items={[
                row.refused || row.problem
                  ? { label: 'What was refused', icon: <IconListDetails size={14} />, run: () => open(row) }
                  : { label: 'What was refused', held: 'Nothing of it was.' },
              ]}
            />
          )}
          empty={
            <EmptyState icon={<IconFileImport size={22} />} title="Nothing taken in yet" action={take}>
              Take in a file of what was used, or have a program send it.
            </EmptyState>
          }
        />
      </Siblings>
      {opened === 'file' && <TakeInUsage onClose={close} />}
      {typeof opened === 'object' && <RefusedLines of={opened} onClose={close} />}
    </>
  );
}

const STATES: Readonly<Record<Import['state'], string>> = {
  READING: 'Being read',
  BOOKING: 'Being booked',
  DONE: 'Done',
  REFUSED: 'Refused',
};

const figure = (
  key: 'taken' | 'known' | 'late' | 'suspended' | 'refused',
  title: string,
  show?: 'always' | 'chosen',
): Column<Import, 'CREATED_AT'> => ({
  key,
  title,
  value: (row) => row[key],
  cell: (row) => count(row[key]),
  align: 'right',
  ...(show && { show }),
});

const COLUMNS: readonly Column<Import, 'CREATED_AT'>[] = [
  { key: 'file', title: 'File', value: ({ fileName }) => fileName },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => (
      <StateBadge
        state={state === 'DONE' ? '' : state === 'REFUSED' ? 'PARKED' : 'RUNNING'}
        label={STATES[state]}
      />
    ),
    show: 'always',
  },
  figure('taken', 'Taken', 'always'),
  figure('known', 'There already'),
  figure('late', 'For the next invoice'),
  figure('suspended', 'While suspended', 'chosen'),
  figure('refused', 'Refused', 'always'),
  { key: 'by', title: 'By', value: ({ byName }) => byName },
  {
    key: 'at',
    title: 'When',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
