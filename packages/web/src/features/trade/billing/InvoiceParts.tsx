import { Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { period } from '../../../lib/format.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Money } from '../../../ui/Money.tsx';

const InvoicePartsDocument = graphql(
  `
  query InvoiceParts($first: Int, $after: String, $last: Int, $before: String, $filter: InvoiceLinePartFilter) {
    invoiceLineParts(first: $first, after: $after, last: $last, before: $before, filter: $filter) {
      nodes {
        id
        reference
        quantity
        from
        to
        netMinor
        line {
          id
          description
        }
        subscription {
          id
          company {
            id
            name
          }
          endUser {
            id
            displayName
          }
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

type Part = ResultOf<typeof InvoicePartsDocument>['invoiceLineParts']['nodes'][number];

/** In the address bar in place of a line's id: of all lines. */
export const ALL_LINES = 'all';

interface InvoicePartsProps {
  invoice: {
    id: string;
    number: string | null;
    kind: string;
    currency: string;
    lines: readonly { id: string; description: string; from: string; to: string }[];
  };
}

/** Who is behind the line of an invoice that the address bar names, or behind all: to search, open and save [B4]. */
export function InvoiceParts({ invoice }: InvoicePartsProps) {
  const { line: open }: { line?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const line = invoice.lines.find(({ id }) => id === open);
  const known = line !== undefined || open === ALL_LINES;
  return (
    <Dialogue
      opened={known}
      onClose={() => void navigate({ to: '.', search: {}, resetScroll: false })}
      size="xl"
      title={line ? line.description : `Invoice ${invoice.number ?? 'draft'}`}
    >
      {known && (
        <>
          <Text c="dimmed" fz="sm" mb="md">
            {line
              ? `Who is behind this line, ${period(line.from, line.to)}.`
              : 'Who is behind all lines of this invoice.'}
          </Text>
          <PartList invoice={invoice} lineId={line?.id} />
        </>
      )}
    </Dialogue>
  );
}

function PartList({
  invoice,
  lineId,
}: {
  invoice: InvoicePartsProps['invoice'];
  lineId: string | undefined;
}) {
  const { id: invoiceId, kind, currency, number } = invoice;
  const list = useList({
    query: InvoicePartsDocument,
    page: ({ invoiceLineParts }) => invoiceLineParts,
    type: 'InvoiceLinePart',
    settings: {},
    fixed: { invoiceId, ...(lineId && { invoiceLineId: lineId }) },
  });
  const columns = useMemo(() => columnsOf(kind, currency, lineId === undefined), [kind, currency, lineId]);
  return (
    <DataList
      id="invoice-parts"
      fileName={`invoice-${number ?? 'draft'}`}
      label="Who is behind it"
      list={list}
      columns={columns}
      searchHint={kind === 'WHOLESALE' ? 'Company or reference' : 'Name or reference'}
      empty={
        <EmptyState icon={<IconUsers size={22} />} title="Nobody is behind this line">
          It is charged to the customer as a whole.
        </EmptyState>
      }
    />
  );
}

/** What a reseller pays names companies; what a company pays names its people. */
function columnsOf(kind: string, currency: string, whole: boolean): readonly Column<Part, never>[] {
  const company: Column<Part, never> = {
    key: 'company',
    title: 'Company',
    value: ({ subscription }) => subscription?.company.name ?? 'No longer a customer',
    show: 'always',
  };
  const person: Column<Part, never> = {
    key: 'person',
    title: 'Person',
    value: ({ subscription }) =>
      subscription ? (subscription.endUser?.displayName ?? 'The company as a whole') : 'No longer a customer',
    show: 'always',
  };
  const service: Column<Part, never> = {
    key: 'service',
    title: 'Service',
    value: ({ line }) => line.description,
    show: 'always',
  };
  return [
    kind === 'WHOLESALE' ? company : person,
    ...(whole ? [service] : []),
    {
      key: 'reference',
      title: 'Subscription',
      value: ({ reference }) => reference,
      cell: ({ reference, subscription }) =>
        subscription ? (
          <TextLink to="/subscriptions/$subscriptionId" params={{ subscriptionId: subscription.id }}>
            {reference}
          </TextLink>
        ) : (
          reference
        ),
      show: 'always',
    },
    { key: 'from', title: 'From', value: ({ from }) => from, show: 'chosen' },
    { key: 'to', title: 'To (not included)', value: ({ to }) => to, show: 'chosen' },
    { key: 'quantity', title: 'Quantity', value: ({ quantity }) => quantity, align: 'right' },
    {
      key: 'net',
      title: 'Net',
      value: ({ netMinor }) => netMinor / 100,
      cell: ({ netMinor }) => <Money minor={netMinor} currency={currency} />,
      align: 'right',
      show: 'always',
    },
  ];
}
