import { Group } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Dash } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { monthBefore } from './days.ts';

const TotalsDocument = graphql(`
  query CallTotals($since: Date!, $until: Date!) {
    callTotals(since: $since, until: $until) {
      zone
      calls
      minutes
      currency
      priceMicro
    }
  }
`);

/** What calls come to by zone; all that is shown of those that are not itemised [B3]. */
export function CallTotalsPage() {
  const [since, setSince] = useState(monthBefore());
  const [until, setUntil] = useState(today());
  const read = useRead(TotalsDocument, { since, until }, { types: ['CallImport', 'CallRecord'] });
  return (
    <>
      <PageHeader title="Calls" description="What calls that were made come to, by where they went." />
      <Siblings of="/calls" at="/call-totals">
        <Group mb="md" align="end">
          <DayField label="From" value={since} max={until} onChange={(day) => day && setSince(day)} />
          <DayField label="To" value={until} min={since} onChange={(day) => day && setUntil(day)} />
        </Group>
        <Loaded from={read}>
          {({ callTotals }) =>
            callTotals.length === 0 ? (
              <EmptyState icon={<IconChartBar size={22} />} title="No calls in these days">
                Choose other days, or wait until the exchange tells of calls.
              </EmptyState>
            ) : (
              <Section>
                <FigureTable
                  label="Calls by zone"
                  head={['Zone', 'Calls', 'Minutes', 'Price']}
                  numeric={[1, 2, 3]}
                  rows={callTotals.map(({ zone, calls, minutes, currency, priceMicro }) => ({
                    key: `${zone} ${currency}`,
                    cells: [
                      zone ? (
                        <TextLink key="zone" to="/calls" search={{ zone, since, until }}>
                          {zone}
                        </TextLink>
                      ) : (
                        'Without a price'
                      ),
                      count(calls),
                      count(minutes),
                      priceMicro === null || !currency ? (
                        <Dash key="price" />
                      ) : (
                        money(Math.round(priceMicro / 10_000), currency)
                      ),
                    ],
                  }))}
                />
              </Section>
            )
          }
        </Loaded>
      </Siblings>
    </>
  );
}
