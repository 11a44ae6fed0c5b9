import { SimpleGrid, Stack, Text } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { count, money, percent, plural } from '../../../lib/format.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { CURRENCY_OPTIONS } from '../../../ui/form/CurrencySelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { isMarginBy, nameOf } from './margin-words.ts';
import { PeriodFields } from './PeriodFields.tsx';
import { usePeriod } from './use-period.ts';

const DocumentsDocument = graphql(`
  query MarginDocuments($from: Date!, $to: Date!, $by: MarginBy!, $currency: Currency!, $of: ID) {
    margins(from: $from, to: $to, by: $by) {
      id
      name
      currency
    }
    marginDocuments(from: $from, to: $to, by: $by, currency: $currency, of: $of) {
      documentCount
      revenueMinor
      costMinor
      documents {
        invoiceId
        creditNoteId
        number
        issuedOn
        issuerName
        customerName
        revenueMinor
        costMinor
      }
    }
  }
`);
type Documents = ResultOf<typeof DocumentsDocument>['marginDocuments'];

/** The invoices and credit notes behind what a product, a reseller or a company has brought [O1]. */
export function MarginPage() {
  const { level } = useViewer();
  const asked: { by?: unknown; of?: unknown; currency?: unknown } = useSearch({ strict: false });
  const by = isMarginBy(asked.by) ? asked.by : 'PRODUCT';
  const currency = CURRENCY_OPTIONS.find(({ value }) => value === asked.currency)?.value ?? 'GBP';
  const of = typeof asked.of === 'string' ? asked.of : null;
  const [days, setDays] = usePeriod(2);
  const read = useRead(
    DocumentsDocument,
    { ...days, by, of, currency },
    { types: ['Invoice', 'CreditNote'] },
  );
  const margin =
    read.state === 'ready'
      ? read.data.margins.find((one) => one.id === of && one.currency === currency)
      : undefined;
  return (
    <>
      <PageHeader
        title={margin ? nameOf(margin, by) : level === 'RESELLER' ? 'Margin' : 'Revenue'}
        crumbs={[
          { label: 'Ledger', link: { to: '/ledger' } },
          { label: 'Revenue', link: { to: '/ledger/revenue', search: { ...days, by } } },
        ]}
        description="The invoices and credit notes of these days, each with what of it belongs here, without VAT."
      />
      <PeriodFields days={days} onChange={setDays} />
      <Loaded from={read}>
        {({ marginDocuments }) =>
          marginDocuments.documents.length === 0 ? (
            <EmptyState icon={<IconChartBar size={22} />} title="Nothing was invoiced in these days">
              Choose other days to see what was.
            </EmptyState>
          ) : (
            <Stack>
              <Sums of={marginDocuments} currency={currency} />
              <Behind of={marginDocuments} currency={currency} />
            </Stack>
          )
        }
      </Loaded>
    </>
  );
}

interface OfDocuments {
  of: Documents;
  currency: string;
}

function Sums({ of: { revenueMinor, costMinor }, currency }: OfDocuments) {
  const buys = useViewer().level === 'RESELLER';
  const left = revenueMinor - costMinor;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Section title="Together">
        <Facts
          facts={[
            ['Invoiced', <Money key="sold" minor={revenueMinor} currency={currency} />],
            ...(buys
              ? [
                  ['Paid for it', <Money key="bought" minor={costMinor} currency={currency} />] as const,
                  [
                    'Left',
                    `${money(left, currency)}${revenueMinor > 0 ? `, ${percent(left / revenueMinor)}` : ''}`,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Section>
    </SimpleGrid>
  );
}

function Behind({ of: { documents, documentCount }, currency }: OfDocuments) {
  const buys = useViewer().level === 'RESELLER';
  return (
    <Section title={plural(documentCount, 'document')}>
      <FigureTable
        label="Invoices and credit notes"
        head={['Number', 'Issued', 'From', 'To', 'Invoiced', ...(buys ? ['Paid for it'] : [])]}
        numeric={[4, 5]}
        rows={documents.map((row) => ({
          key: row.creditNoteId ?? row.invoiceId,
          cells: [
            row.creditNoteId ? (
              <TextLink
                key="number"
                to="/credit-notes/$creditNoteId"
                params={{ creditNoteId: row.creditNoteId }}
                inherit
              >
                {row.number}
              </TextLink>
            ) : (
              <TextLink key="number" to="/invoices/$invoiceId" params={{ invoiceId: row.invoiceId }} inherit>
                {row.number}
              </TextLink>
            ),
            <DayText key="issued" day={row.issuedOn} />,
            row.issuerName,
            row.customerName,
            <Money key="sold" minor={row.revenueMinor || null} currency={currency} />,
            ...(buys ? [<Money key="bought" minor={row.costMinor || null} currency={currency} />] : []),
          ],
        }))}
      />
      {documentCount > documents.length && (
        <Text fz="sm" c="dimmed" mt="sm">
          The latest {count(documents.length)} are shown; choose fewer days for the others.
        </Text>
      )}
    </Section>
  );
}
