import { SimpleGrid, Stack } from '@mantine/core';
import { IconReceiptTax } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { PeriodFields } from './PeriodFields.tsx';
import { type Days, usePeriod } from './use-period.ts';

const VatDocument = graphql(`
  query VatFigures($from: Date!, $to: Date!) {
    vatFigures(from: $from, to: $to) {
      currency
      outputVatMinor
      inputVatMinor
      salesMinor
      purchasesMinor
      rates {
        category
        rateBp
        netMinor
        vatMinor
      }
    }
  }
`);
type Figures = ResultOf<typeof VatDocument>['vatFigures'][number];

const CATEGORIES = {
  STANDARD: 'UK VAT',
  ZERO_RATED: 'Zero-rated',
  EXEMPT: 'Exempt from VAT',
  REVERSE_CHARGE: 'Reverse charge',
  OUT_OF_SCOPE: 'Outside the scope of UK VAT',
} as const;

/** What a VAT return of some days asks for [B5]. */
export function VatPage() {
  const [days, setDays] = usePeriod(2);
  const read = useRead(VatDocument, days, { types: ['Invoice'] });
  return (
    <>
      <PageHeader
        title="VAT"
        description="What was invoiced in these days, by rate, with the boxes of a VAT return that Steward knows of. Other purchases of yours come on top."
      />
      <Siblings of="/ledger" at="/ledger/vat">
        <PeriodFields days={days} onChange={setDays} />
        <Loaded from={read}>
          {({ vatFigures }) =>
            vatFigures.length === 0 ? (
              <EmptyState icon={<IconReceiptTax size={22} />} title="Nothing was invoiced in these days">
                Choose other days.
              </EmptyState>
            ) : (
              <Stack>
                {vatFigures.map((figures) => (
                  <OfCurrency key={figures.currency} figures={figures} days={days} />
                ))}
              </Stack>
            )
          }
        </Loaded>
      </Siblings>
    </>
  );
}

function OfCurrency({ figures, days }: { figures: Figures; days: Days }) {
  const { level } = useViewer();
  const { currency, outputVatMinor, inputVatMinor, salesMinor, purchasesMinor, rates } = figures;
  const journal = (account: string) => `/ledger/journal?${new URLSearchParams({ account, ...days })}`;
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
        <Figure
          label="Box 1 · VAT on sales"
          value={money(outputVatMinor, currency)}
          href={journal('OUTPUT_VAT')}
          order={1}
        />
        {level === 'RESELLER' && (
          <Figure
            label="Box 4 · VAT on purchases"
            value={money(inputVatMinor, currency)}
            href={journal('INPUT_VAT')}
            order={2}
          />
        )}
        <Figure
          label="Box 6 · Sales without VAT"
          value={money(salesMinor, currency)}
          href={journal('REVENUE')}
          order={3}
        />
        {level === 'RESELLER' && (
          <Figure
            label="Box 7 · Purchases without VAT"
            value={money(purchasesMinor, currency)}
            href={journal('PURCHASES')}
            order={4}
          />
        )}
      </SimpleGrid>
      <Section title={`By rate, in ${currency}`}>
        <FigureTable
          label={`VAT by rate, in ${currency}`}
          head={['Rate', 'Net', 'VAT']}
          numeric={[1, 2]}
          rows={rates.map(({ category, rateBp, netMinor, vatMinor }) => ({
            key: `${category} ${rateBp}`,
            cells: [
              category
                ? `${CATEGORIES[category]}${rateBp ? `, ${rateBp / 100} %` : ''}`
                : 'Not said by lines of old',
              <Money key="net" minor={netMinor} currency={currency} />,
              <Money key="vat" minor={vatMinor} currency={currency} />,
            ],
          }))}
        />
      </Section>
    </Stack>
  );
}
