import { Badge, Group, Text, Timeline } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { today } from '../../../lib/today.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';

const SubscriptionPricesDocument = graphql(`
  query SubscriptionPrices($id: ID!) {
    subscription(id: $id) {
      id
      currency
      wholesaleCurrency
      terms {
        id
        from
        quantity
        retailMinor
        wholesaleMinor
      }
    }
  }
`);

type Term = NonNullable<ResultOf<typeof SubscriptionPricesDocument>['subscription']>['terms'][number];

/** The prices of a subscription since its first day, and those that are to come; nothing while there was only one [C2]. */
export function SubscriptionPrices({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(SubscriptionPricesDocument, { id: subscriptionId }, { types: ['Subscription'] });
  return (
    <Loaded from={read}>
      {({ subscription }) => {
        const terms = (subscription?.terms ?? []).filter((term, i, all) => differs(term, all[i - 1]));
        if (!subscription || terms.length < 2) return null;
        const now = today();
        return (
          <Section title="Prices">
            <Timeline
              active={terms.findLastIndex(({ from }) => from <= now)}
              bulletSize={14}
              lineWidth={2}
              aria-label="Prices"
            >
              {terms.map(({ id, from, quantity, retailMinor, wholesaleMinor }) => (
                <Timeline.Item
                  key={id}
                  title={
                    <Group gap="xs" fz="sm">
                      <span>
                        From <DayText day={from} />
                      </span>
                      {from > now && <Badge variant="light">To come</Badge>}
                    </Group>
                  }
                >
                  <Text fz="sm">
                    {quantity > 1 && `${quantity} × `}
                    <Money minor={retailMinor} currency={subscription.currency} /> a month
                    {wholesaleMinor !== null && (
                      <Text span c="dimmed" inherit>
                        {' · wholesale '}
                        <Money
                          minor={wholesaleMinor}
                          currency={subscription.wholesaleCurrency ?? subscription.currency}
                        />
                      </Text>
                    )}
                  </Text>
                </Timeline.Item>
              ))}
            </Timeline>
          </Section>
        );
      }}
    </Loaded>
  );
}

/** Whether whoever looks sees another price or quantity than before. */
const differs = (term: Term, before: Term | undefined): boolean =>
  term.quantity !== before?.quantity ||
  term.retailMinor !== before.retailMinor ||
  term.wholesaleMinor !== before.wholesaleMinor;
