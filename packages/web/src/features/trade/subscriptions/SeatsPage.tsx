import { Select, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { count, monthName } from '../../../lib/format.ts';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';

const SeatsDocument = graphql(`
  query SeatsByProduct {
    seatsByProduct {
      days
      products {
        productId
        product
        seats
      }
    }
  }
`);
type Seats = ResultOf<typeof SeatsDocument>['seatsByProduct'];
type Product = Seats['products'][number];

/** How many seats there are of each product, and were at the end of each of the last twelve months [C4] [O1]. */
export function SeatsPage() {
  const read = useRead(SeatsDocument, {}, { types: ['Subscription'] });
  return (
    <Siblings of="/subscriptions" at="/subscriptions/seats">
      <PageHeader
        title="Seats"
        description="How many of each product run, and ran at the end of each month."
      />
      <Loaded from={read}>
        {({ seatsByProduct }) =>
          seatsByProduct.products.length === 0 ? (
            <EmptyState icon={<IconRepeat size={22} />} title="No seats yet">
              As soon as services run, they are counted here by product and month.
            </EmptyState>
          ) : (
            <Counted seats={seatsByProduct} />
          )
        }
      </Loaded>
    </Siblings>
  );
}

/** The day so many months ago, as a place in the row of days. */
const ago = (seats: readonly number[], months: number): number => seats.at(-1 - months) ?? 0;

function Counted({ seats: { days, products } }: { seats: Seats }) {
  const navigate = useNavigate();
  const { product: asked }: { product?: unknown } = useSearch({ strict: false });
  const chosen = products.find(({ productId }) => productId === asked);
  const shown = chosen ? [chosen] : products;
  const sums = days.map((_, i) => shown.reduce((sum, { seats }) => sum + (seats[i] ?? 0), 0));
  const running = `/subscriptions?running=true${chosen ? `&productId=${chosen.productId}` : ''}`;
  return (
    <Stack>
      <Select
        label="Product"
        placeholder="All products"
        clearable
        searchable
        maw={360}
        data={products.map(({ productId, product }) => ({ value: productId, label: product }))}
        value={chosen?.productId ?? null}
        onChange={(product) =>
          void navigate({ to: '.', search: { product: product ?? undefined }, resetScroll: false })
        }
      />
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="sm">
        <Figure
          label={chosen ? `${chosen.product}: seats today` : 'Seats today'}
          value={count(ago(sums, 0))}
          href={running}
          order={1}
        />
        <Figure
          label="Since the end of last month"
          value={change(ago(sums, 0) - ago(sums, 1))}
          href={running}
          order={2}
        />
        <Figure
          label="In twelve months"
          value={change(ago(sums, 0) - (sums[0] ?? 0))}
          href={running}
          order={3}
        />
      </SimpleGrid>
      <BarFigure
        title={chosen ? `Seats of ${chosen.product}` : 'Seats of all products'}
        heading="At the end of"
        measure="Seats"
        bars={days.map((day, i) => ({
          label: i === days.length - 1 ? 'Today' : monthName(day, true),
          value: sums[i] ?? 0,
        }))}
        format={count}
        formatShort={count}
      />
      <Section title="By product">
        <FigureTable
          label="Seats by product"
          head={['Product', 'Today', 'End of last month', 'A year ago', 'In twelve months']}
          numeric={[1, 2, 3, 4]}
          rows={products.map((product) => ({ key: product.productId, cells: rowOf(product) }))}
        />
        <Text fz="sm" c="dimmed" mt="sm">
          A bundle counts as itself; what has been ordered for a later day counts from then on.
        </Text>
      </Section>
    </Stack>
  );
}

const rowOf = ({ productId, product, seats }: Product) => [
  product,
  ago(seats, 0) === 0 ? (
    '0'
  ) : (
    <TextLink key="now" to="/subscriptions" search={{ running: true, productId }} inherit>
      {count(ago(seats, 0))}
    </TextLink>
  ),
  count(ago(seats, 1)),
  count(seats[0] ?? 0),
  change(ago(seats, 0) - (seats[0] ?? 0)),
];

/** More or fewer, with its sign. */
const change = (by: number): string => (by > 0 ? `+${count(by)}` : by < 0 ? `−${count(-by)}` : '0');
