import { Button } from '@mantine/core';
import { IconPercentage, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { RecordRate } from './RecordRate.tsx';

const RatesDocument = graphql(
  `
  query ReferenceRates($first: Int, $after: String, $last: Int, $before: String, $orderBy: ReferenceRateOrder) {
    referenceRates(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        halfYear
        rateBp
        updatedAt
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
type Rate = ResultOf<typeof RatesDocument>['referenceRates']['nodes'][number];

/** Bank Rate before each half-year, by which interest on late payment is reckoned for everyone [B7]. */
export function RatesPage() {
  const [recording, setRecording] = useState(false);
  const list = useList({
    query: RatesDocument,
    page: ({ referenceRates }) => referenceRates,
    type: 'ReferenceRate',
    settings: { sort: '-HALF_YEAR' },
  });
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setRecording(true)}>
      Record a rate
    </Button>
  );
  return (
    <Siblings of="/chasing" at="/chasing/rates">
      <PageHeader
        title="Bank Rate"
        description="As it stood on 30 June and on 31 December: late payment in the half-year after costs eight points more. It is the same for all resellers."
        actions={action}
      />
      <DataList
        id="reference-rates"
        label="Bank Rates"
        list={list}
        columns={COLUMNS}
        empty={
          <EmptyState icon={<IconPercentage size={22} />} title="No rates yet" action={action}>
            They are needed to say what late payment costs by law.
          </EmptyState>
        }
      />
      {recording && <RecordRate onClose={() => setRecording(false)} />}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Rate, 'HALF_YEAR'>[] = [
  { key: 'from', title: 'Half-year from', value: ({ halfYear }) => date(halfYear), sort: 'HALF_YEAR' },
  {
    key: 'rate',
    title: 'Bank Rate',
    value: ({ rateBp }) => `${(rateBp / 100).toFixed(2)} %`,
    align: 'right',
    show: 'always',
  },
  {
    key: 'at',
    title: 'Recorded',
    value: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => <DateText at={updatedAt} />,
  },
];
