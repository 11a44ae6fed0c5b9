import { Title } from '@mantine/core';
import { IconArrowBackUp, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { ChangeSetBadge } from './ChangeSetBadge.tsx';
import { stateText } from './change-set-states.ts';
import { ReverseChange } from './ReverseChange.tsx';

const ChangeSetsDocument = graphql(
  `
  query ChangeSets(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: ChangeSetFilter
    $orderBy: ChangeSetOrder
  ) {
    changeSets(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        fileName
        state
        rowCount
        addCount
        changeCount
        errorCount
        doneCount
        refusedCount
        reversedCount
        keptCount
        submittedByName
        forgottenAt
        createdAt
        company {
          id
          name
        }
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

type ChangeSetRow = ResultOf<typeof ChangeSetsDocument>['changeSets']['nodes'][number];

/** What was imported before, what waits, and taking it back [U2]. */
export function ChangeSetList() {
  const { level } = useViewer();
  const several = level !== 'COMPANY';
  const companies = useCompanyOptions(several);
  const [reversing, setReversing] = useState<{ of: ChangeSetRow; opened: boolean }>();
  const list = useList({
    query: ChangeSetsDocument,
    page: ({ changeSets }) => changeSets,
    type: 'ChangeSet',
    settings: { sort: '-CREATED_AT', filters: ['companyId', 'state'] },
  });
  return (
    <section>
      <Title order={2} mb="sm">
        Imports so far
      </Title>
      <DataList
        id="change-sets"
        label="Imports"
        list={list}
        columns={several ? COLUMNS : COLUMNS.filter(({ key }) => key !== 'company')}
        filters={[
          ...(several ? [{ key: 'companyId', label: 'Company', ...companies }] : []),
          {
            key: 'state',
            label: 'Status',
            options: STATES.map((value) => ({ value, label: stateText(value) })),
          },
        ]}
        rowLink={({ id }) => ({ to: '/end-users/import/$changeSetId', params: { changeSetId: id } })}
        rowActions={(row) =>
          row.state === 'DONE' &&
          !row.forgottenAt && (
            <RowMenu
              of={row.fileName}
              items={[
                {
                  label: 'Reverse',
                  icon: <IconArrowBackUp size={14} />,
                  run: () => setReversing({ of: row, opened: true }),
                },
              ]}
            />
          )
        }
        empty={
          <EmptyState icon={<IconFileImport size={22} />} title="Nothing imported yet">
            Every file that is read stands here, with what became of it.
          </EmptyState>
        }
      />
      {reversing && (
        <ReverseChange
          key={reversing.of.id}
          {...reversing}
          onClose={() => setReversing({ ...reversing, opened: false })}
        />
      )}
    </section>
  );
}

const STATES = ['PREVIEW', 'WAITING', 'RUNNING', 'DONE', 'FAILED', 'REVERSING', 'REVERSED', 'DISCARDED'];

const COLUMNS: readonly Column<ChangeSetRow, 'CREATED_AT'>[] = [
  { key: 'fileName', title: 'File', value: ({ fileName }) => fileName },
  { key: 'company', title: 'Company', value: ({ company }) => company.name, show: 'always' },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => stateText(state),
    cell: (row) => <ChangeSetBadge of={row} />,
    show: 'always',
  },
  { key: 'rows', title: 'Rows', value: ({ rowCount }) => rowCount, align: 'right' },
  { key: 'done', title: 'Applied', value: ({ doneCount }) => doneCount, align: 'right' },
  {
    key: 'refused',
    title: 'Not applied',
    value: ({ refusedCount, errorCount }) => refusedCount + errorCount,
    align: 'right',
  },
  { key: 'by', title: 'Submitted by', value: ({ submittedByName }) => submittedByName },
  {
    key: 'at',
    title: 'When',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} />,
    sort: 'CREATED_AT',
  },
];
