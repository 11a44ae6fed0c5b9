import { Button, Group } from '@mantine/core';
import { IconArrowsExchange, IconFileImport, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { monthName } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ImportExchangeRates } from './ImportExchangeRates.tsx';
import { RecordExchangeRate } from './RecordExchangeRate.tsx';

const RatesDocument = graphql(
  `
  query ExchangeRates($first: Int, $after: String, $last: Int, $before: String, $orderBy: ExchangeRateOrder) {
    exchangeRates(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        currency
        month
        perPound
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
type Rate = ResultOf<typeof RatesDocument>['exchangeRates']['nodes'][number];

/** By what rates the VAT of invoices in other currencies is said in pounds [B5]. */
export function ExchangeRatesPage() {
  const [recording, setRecording] = useState<Rate | 'new' | 'file'>();
  const list = useList({
    query: RatesDocument,
    page: ({ exchangeRates }) => exchangeRates,
    type: 'ExchangeRate',
    settings: { sort: '-MONTH' },
  });
  const action = (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconFileImport size={16} />}
        onClick={() => setRecording('file')}
      >
        Import HMRC’s file
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={() => setRecording('new')}>
        Record a rate
      </Button>
    </Group>
  );
  return (
    <Siblings of="/billing-runs" at="/exchange-rates">
      <PageHeader
        title="Exchange rates"
        description="An invoice in another currency that charges VAT says it in pounds, too, at the rate of the month in which it is issued. HMRC publishes them a month ahead."
        actions={action}
      />
      <DataList
        id="exchange-rates"
        label="Exchange rates"
        list={list}
        columns={COLUMNS}
        rowActions={(rate) => (
          <RowMenu
            of={`${rate.currency} ${monthName(rate.month)}`}
            items={[{ label: 'Correct', icon: <IconPencil size={16} />, run: () => setRecording(rate) }]}
          />
        )}
        empty={
          <EmptyState icon={<IconArrowsExchange size={22} />} title="No rates yet" action={action}>
            They are needed as soon as a customer who is charged UK VAT is billed in euros or US dollars.
          </EmptyState>
        }
      />
      {recording === 'file' && <ImportExchangeRates onClose={() => setRecording(undefined)} />}
      {recording && recording !== 'file' && (
        <RecordExchangeRate
          rate={recording === 'new' ? undefined : recording}
          onClose={() => setRecording(undefined)}
        />
      )}
    </Siblings>
  );
}

const COLUMNS: readonly Column<Rate, 'MONTH'>[] = [
  { key: 'month', title: 'Month', value: ({ month }) => monthName(month), sort: 'MONTH' },
  { key: 'currency', title: 'Currency', value: ({ currency }) => words(currency), show: 'always' },
  { key: 'perPound', title: 'To £1', value: ({ perPound }) => perPound, align: 'right', show: 'always' },
  {
    key: 'at',
    title: 'Recorded',
    value: ({ updatedAt }) => updatedAt,
    cell: ({ updatedAt }) => <DateText at={updatedAt} />,
  },
];
