import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { monthOf } from '@steward/shared';
import { IconCalendarCog, IconFileInvoice } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, date, monthName, percent, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { around } from './InvoiceSoFar.tsx';
import { invoiceDays } from './invoice-days.ts';
import { SetBilling } from './SetBilling.tsx';

const DraftsDocument = graphql(`
  query InvoiceDrafts($period: String!) {
    invoiceDrafts(period: $period) {
      endsOn
      automatic
      graceDays
      finalOn
      draftCount
      drafts {
        kind
        companyId
        resellerId
        customerName
        currency
        madeOutFrom
        periodStart
        periodEnd
        lineCount
        netMinor
        beforeMinor
        unusual
        heldReason
      }
    }
  }
`);

const UNUSUAL = {
  NEW: 'New: no invoice before',
  GONE: 'Gone: nothing to charge any more',
  UP: 'More than 25 % up',
  DOWN: 'More than 25 % down',
  NOTHING: 'Nothing to charge for',
} as const;

/** What the invoices of a month will come to, customer by customer, and what about them is unusual [B4]. */
export function DraftsPage() {
  const { month: asked }: { month?: unknown } = useSearch({ strict: false });
  const [month, setMonth] = useState(typeof asked === 'string' ? asked : monthOf(today()));
  const [setting, setSetting] = useState(false);
  const read = useRead(
    DraftsDocument,
    { period: month },
    { types: ['Subscription', 'Invoice', 'Charge', 'InvoiceDraft', 'BillingSettings'] },
  );
  const set = read.state === 'ready' ? read.data.invoiceDrafts : undefined;
  return (
    <Siblings of="/invoices" at="/invoices/drafts">
      <PageHeader
        title="Drafts"
        description="What you will invoice as a month ends, or on a customer’s billing day in it, as things stand. Open a customer to add charges, or to hold its invoice."
        actions={
          <Button
            variant="default"
            leftSection={<IconCalendarCog size={16} />}
            disabled={!set}
            onClick={() => setSetting(true)}
          >
            When months are billed
          </Button>
        }
      />
      {setting && set && (
        <SetBilling automatic={set.automatic} graceDays={set.graceDays} onClose={() => setSetting(false)} />
      )}
      <Group mb="md">
        <Select
          label="Month"
          data={around(today())}
          value={month}
          allowDeselect={false}
          onChange={(chosen) => chosen && setMonth(chosen)}
        />
      </Group>
      <Loaded from={read}>
        {({ invoiceDrafts: { endsOn, automatic, finalOn, draftCount, drafts } }) => (
          <Stack>
            <Text fz="sm">{stateOf({ endsOn, automatic, finalOn })}</Text>
            {drafts.length === 0 ? (
              <EmptyState
                icon={<IconFileInvoice size={22} />}
                title={`Nothing is left to invoice for ${monthName(month)}`}
              >
                Services and charges of this month appear here as soon as they are known.
              </EmptyState>
            ) : (
              <>
                <FigureTable
                  label={`Drafts for ${monthName(month)}`}
                  head={['Customer', 'For', 'Lines', 'Net so far', 'Before', 'Change', 'State']}
                  numeric={[2, 3, 4, 5]}
                  rows={drafts.map((draft) => ({
                    key: draft.companyId ?? draft.resellerId ?? '',
                    cells: [
                      draft.companyId ? (
                        <TextLink
                          key="customer"
                          to="/companies/$companyId"
                          params={{ companyId: draft.companyId }}
                          search={{ tab: 'so-far', month }}
                          inherit
                        >
                          {draft.customerName}
                        </TextLink>
                      ) : (
                        <TextLink
                          key="customer"
                          to="/resellers/$resellerId"
                          params={{ resellerId: draft.resellerId ?? '' }}
                          search={{ tab: 'so-far', month }}
                          inherit
                        >
                          {draft.customerName}
                        </TextLink>
                      ),
                      invoiceDays(draft.periodStart, draft.periodEnd),
                      count(draft.lineCount),
                      <Money key="net" minor={draft.netMinor} currency={draft.currency} />,
                      draft.beforeMinor === null ? (
                        '–'
                      ) : (
                        <Money key="before" minor={draft.beforeMinor} currency={draft.currency} />
                      ),
                      draft.beforeMinor
                        ? percent((draft.netMinor - draft.beforeMinor) / draft.beforeMinor)
                        : '–',
                      draft.heldReason !== null ? (
                        <Text key="state" span inherit c="warning">
                          Held: {draft.heldReason}
                        </Text>
                      ) : draft.unusual ? (
                        <Text key="state" span inherit c="warning">
                          {UNUSUAL[draft.unusual]}
                        </Text>
                      ) : (
                        <Text key="state" span inherit c="dimmed">
                          As usual
                        </Text>
                      ),
                    ],
                  }))}
                />
                {draftCount > drafts.length && (
                  <Text fz="sm" c="dimmed">
                    The first {count(drafts.length)} of {plural(draftCount, 'customer')}: what is held or
                    unusual comes first.
                  </Text>
                )}
              </>
            )}
          </Stack>
        )}
      </Loaded>
    </Siblings>
  );
}

/** Where the month stands: it runs, is in grace, or waits for whoever runs billing. */
function stateOf({
  endsOn,
  automatic,
  finalOn,
}: {
  endsOn: string;
  automatic: boolean;
  finalOn: string;
}): string {
  const now = today();
  if (now < endsOn)
    return automatic
      ? `The month runs. It can be billed from ${date(endsOn)}, and is billed by itself on ${date(finalOn)}.`
      : `The month runs. It can be billed from ${date(endsOn)}, by whoever runs billing.`;
  if (!automatic) return 'The month is over. It is billed when somebody runs billing.';
  return now < finalOn
    ? `The month is over, and in grace until ${date(finalOn)}: then it is billed by itself.`
    : 'Grace is over. What is left here was held, or came after the run.';
}
