import { Tabs } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql, type VariablesOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { count } from '../../../lib/format.ts';
import type { FilterValue } from '../../../ui/list/use-list-state.ts';

const TotalsDocument = graphql(`
  query InvoiceTabs($all: InvoiceFilter, $open: InvoiceFilter, $overdue: InvoiceFilter, $paid: InvoiceFilter) {
    all: invoices(filter: $all) {
      totalCount
    }
    open: invoices(filter: $open) {
      totalCount
    }
    overdue: invoices(filter: $overdue) {
      totalCount
    }
    paid: invoices(filter: $paid) {
      totalCount
    }
  }
`);

type Tab = 'all' | 'open' | 'overdue' | 'paid';

/** What each tab narrows the list to, as it stands in the address bar. */
const NARROWS: Record<Tab, { unpaid?: true; overdue?: true; state?: 'PAID' }> = {
  all: {},
  open: { unpaid: true },
  overdue: { overdue: true },
  paid: { state: 'PAID' },
};
const LABELS: Record<Tab, string> = { all: 'All', open: 'Open', overdue: 'Overdue', paid: 'Paid' };
const TABS = Object.keys(LABELS) as Tab[];

/** The filters that the tabs are made of. */
export const TAB_FILTERS = ['state', 'unpaid', 'overdue'] as const;

interface InvoiceTabsProps {
  /** All filters of the list, those of the tabs included. */
  filters: Record<string, FilterValue>;
  search: string;
  children: ReactNode;
}

/** Whether invoices are paid, as one row of tabs over the list, each with how many there are. */
export function InvoiceTabs({ filters, search, children }: InvoiceTabsProps) {
  const navigate = useNavigate();
  const { state, unpaid, overdue, ...others } = filters;
  const tab: Tab = overdue ? 'overdue' : unpaid ? 'open' : state === 'PAID' ? 'paid' : 'all';
  const within = (of: Tab) => ({ ...others, ...(search && { search }), ...NARROWS[of] });
  const variables = Object.fromEntries(TABS.map((of) => [of, within(of)]));
  const read = useRead(TotalsDocument, variables as VariablesOf<typeof TotalsDocument>, {
    types: ['Invoice'],
  });
  return (
    <Tabs
      value={tab}
      onChange={(to) =>
        void navigate({
          to: '.',
          search: (before: object) => ({
            ...before,
            ...Object.fromEntries([...TAB_FILTERS, 'after', 'before', 'page'].map((key) => [key, undefined])),
            ...NARROWS[(to ?? 'all') as Tab],
          }),
          resetScroll: false,
        })
      }
    >
      <Tabs.List mb="md" style={{ overflowX: 'auto', flexWrap: 'nowrap' }}>
        {TABS.map((of) => {
          const n = read.state === 'ready' ? read.data[of].totalCount : undefined;
          return (
            <Tabs.Tab
              key={of}
              value={of}
              style={{ flexShrink: 0 }}
              rightSection={
                n !== undefined && (
                  <span
                    style={{
                      color: `var(--mantine-color-${of === 'overdue' && n > 0 ? 'error' : 'dimmed'})`,
                      fontSize: 'var(--mantine-font-size-xs)',
                    }}
                  >
                    {count(n)}
                  </span>
                )
              }
            >
              {LABELS[of]}
            </Tabs.Tab>
          );
        })}
      </Tabs.List>
      <Tabs.Panel value={tab}>{children}</Tabs.Panel>
    </Tabs>
  );
}
