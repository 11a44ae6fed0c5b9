import { Group, Skeleton, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { invoiceDays } from './invoice-days.ts';

const LatestInvoicesDocument = graphql(`
  query LatestInvoices($filter: InvoiceFilter!) {
    invoices(first: 5, filter: $filter, orderBy: { field: ISSUED_ON, direction: DESC }) {
      nodes {
        id
        number
        state
        overdue
        periodStart
        periodEnd
        currency
        totalMinor
      }
    }
  }
`);

/** Whether a tenant pays: its newest invoices at a glance; all of them are in the tab beside. */
export function LatestInvoices({ tenant }: { tenant: { companyId: string } | { resellerId: string } }) {
  const filter = 'companyId' in tenant ? tenant : { ...tenant, kind: 'WHOLESALE' as const };
  const read = useRead(LatestInvoicesDocument, { filter }, { types: ['Invoice'] });
  return (
    <Section
      title="Latest invoices"
      actions={
        <TextLink to="." search={{ tab: 'invoices' }} fz="sm">
          All invoices
        </TextLink>
      }
    >
      <Loaded from={read} skeleton={<Waiting />}>
        {({ invoices: { nodes } }) =>
          nodes.length === 0 ? (
            <Text c="dimmed">None yet. The billing run at the end of the month makes them.</Text>
          ) : (
            <Lines>
              {nodes.map(({ id, number, state, overdue, periodStart, periodEnd, currency, totalMinor }) => (
                <li key={id}>
                  <Group justify="space-between" gap="xs" wrap="nowrap">
                    <div style={{ minWidth: 0 }}>
                      <TextLink to="/invoices/$invoiceId" params={{ invoiceId: id }} fw={550} inherit>
                        {number ?? 'Draft'}
                      </TextLink>
                      <Text fz="xs" c="dimmed">
                        {invoiceDays(periodStart, periodEnd)}
                      </Text>
                    </div>
                    <Group gap="sm" wrap="nowrap">
                      <StateBadge state={overdue ? 'OVERDUE' : state} />
                      <Money minor={totalMinor} currency={currency} />
                    </Group>
                  </Group>
                </li>
              ))}
            </Lines>
          )
        }
      </Loaded>
    </Section>
  );
}

function Waiting() {
  return (
    <Stack gap="md">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <Skeleton key={key} h={34} />
      ))}
    </Stack>
  );
}
