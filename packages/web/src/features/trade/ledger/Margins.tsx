import { SegmentedControl, Text } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { percent } from '../../../lib/format.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { isMarginBy, type MarginBy, marginChoices, nameOf } from './margin-words.ts';
import { PeriodFields } from './PeriodFields.tsx';
import { type Days, usePeriod } from './use-period.ts';

export const MarginsDocument = graphql(`
  query Margins($from: Date!, $to: Date!, $by: MarginBy!) {
    margins(from: $from, to: $to, by: $by) {
      id
      name
      currency
      revenueMinor
      costMinor
    }
  }
`);
type Margin = ResultOf<typeof MarginsDocument>['margins'][number];

/** What products, resellers and companies brought in some days, and what is left of it; the documents behind each [O1]. */
export function Margins() {
  const { level } = useViewer();
  const asked: { by?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const [days, setDays] = usePeriod(2);
  const choices = marginChoices(level);
  const by = choices.find(({ value }) => isMarginBy(asked.by) && value === asked.by)?.value ?? 'PRODUCT';
  const read = useRead(MarginsDocument, { ...days, by }, { types: ['Invoice', 'CreditNote'] });
  const buys = level === 'RESELLER';
  return (
    <Section
      title={buys ? 'What is left' : 'What was invoiced'}
      actions={
        <SegmentedControl
          size="xs"
          value={by}
          onChange={(chosen) =>
            void navigate({
              to: '.',
              search: (was) => ({ ...was, by: chosen }),
              replace: true,
              resetScroll: false,
            })
          }
          data={choices}
          aria-label="What it is told by"
        />
      }
    >
      <PeriodFields days={days} onChange={setDays} />
      <Loaded from={read}>
        {({ margins }) =>
          margins.length === 0 ? (
            <Text c="dimmed">Nothing was invoiced in these days.</Text>
          ) : (
            <FigureTable
              label={buys ? 'Margins' : 'Revenue'}
              head={['Name', 'Invoiced', ...(buys ? ['Paid for it', 'Left', 'Share'] : [])]}
              numeric={[1, 2, 3, 4]}
              rows={margins.map((margin) => ({
                key: `${margin.id} ${margin.currency}`,
                cells: cellsOf(margin, by, days),
              }))}
            />
          )
        }
      </Loaded>
      <Text fz="sm" c="dimmed" mt="sm">
        Without VAT, less what was credited, by the day of issue.
      </Text>
    </Section>
  );
}

function cellsOf(margin: Margin, by: MarginBy, days: Days): ReactNode[] {
  const { id, currency, revenueMinor, costMinor } = margin;
  const left = revenueMinor - (costMinor ?? 0);
  const behind = (shown: ReactNode, key: string) => (
    <TextLink key={key} to="/ledger/margin" search={{ ...days, by, currency, of: id ?? undefined }} inherit>
      {shown}
    </TextLink>
  );
  return [
    behind(nameOf(margin, by), 'name'),
    behind(<Money minor={revenueMinor} currency={currency} />, 'revenue'),
    ...(costMinor === null
      ? []
      : [
          behind(<Money minor={costMinor} currency={currency} />, 'cost'),
          behind(<Money minor={left} currency={currency} />, 'left'),
          revenueMinor > 0 ? percent(left / revenueMinor) : '–',
        ]),
  ];
}
