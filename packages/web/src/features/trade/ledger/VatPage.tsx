import { SimpleGrid, Stack } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { money } from '../../../lib/format.ts';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { BOXES, vatWords } from './ledger-words.ts';
import { useVatPeriod, type VatPeriod } from './use-vat-period.ts';
import { VatLines } from './VatLines.tsx';
import { VatPeriodFields } from './VatPeriodFields.tsx';

const VatDocument = graphql(`
  query VatFigures($from: Date!, $to: Date!) {
    vatFigures(from: $from, to: $to) {
      currency
      outputVatMinor
      inputVatMinor
      salesMinor
      purchasesMinor
      sterling {
        outputVatMinor
        inputVatMinor
        salesMinor
        purchasesMinor
      }
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

/** The report for a VAT return: its boxes as far as they are known here, and the lines behind each [B5]. */
export function VatPage() {
  const [period, setPeriod] = useVatPeriod();
  const { from, to } = period;
  const read = useRead(VatDocument, { from, to }, { types: ['Invoice', 'CreditNote'] });
  return (
    <>
      <PageHeader
        title="VAT"
        description="The boxes of a VAT return as far as they are known here, and the lines behind each. What you bought elsewhere comes on top."
      />
      <Siblings of="/ledger" at="/ledger/vat">
        <VatPeriodFields of={period} onChange={setPeriod} />
        <Stack>
          <Loaded from={read}>
            {({ vatFigures }) => (
              <Stack>
                {vatFigures.map((figures) => (
                  <OfCurrency key={figures.currency} figures={figures} period={period} />
                ))}
              </Stack>
            )}
          </Loaded>
          <VatLines days={{ from, to }} />
        </Stack>
      </Siblings>
    </>
  );
}

/** Which figure a box shows. */
const FIGURES = {
  BOX_1: 'outputVatMinor',
  BOX_4: 'inputVatMinor',
  BOX_6: 'salesMinor',
  BOX_7: 'purchasesMinor',
} as const;

function OfCurrency({ figures, period }: { figures: Figures; period: VatPeriod }) {
  const { level } = useViewer();
  const { currency, sterling, rates } = figures;
  const linesOf = (box: string) =>
    `/ledger/vat?${new URLSearchParams({ last: period.last, months: String(period.length), vatBox: box })}`;
  const boxes = (['BOX_1', 'BOX_4', 'BOX_6', 'BOX_7'] as const).filter(
    (box) => level === 'RESELLER' || box === 'BOX_1' || box === 'BOX_6',
  );
  return (
    <Stack>
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="sm">
        {boxes.map((box, i) => (
          <Figure
            key={box}
            label={`${BOXES[box].name} · ${BOXES[box].words}`}
            value={money(figures[FIGURES[box]], currency)}
            {...(currency === 'GBP'
              ? {}
              : {
                  detail: sterling
                    ? `${money(sterling[FIGURES[box]], 'GBP')} by the rates on the invoices`
                    : 'In pounds by a rate of yours: not every invoice has one',
                })}
            href={linesOf(box)}
            order={i}
          />
        ))}
      </SimpleGrid>
      <Section title={`By rate, in ${currency}`}>
        <FigureTable
          label={`VAT by rate, in ${currency}`}
          head={['Rate', 'Net', 'VAT']}
          numeric={[1, 2]}
          rows={rates.map(({ category, rateBp, netMinor, vatMinor }) => ({
            key: `${category} ${rateBp}`,
            cells: [
              vatWords(category, rateBp),
              <Money key="net" minor={netMinor} currency={currency} />,
              <Money key="vat" minor={vatMinor} currency={currency} />,
            ],
          }))}
        />
      </Section>
    </Stack>
  );
}
