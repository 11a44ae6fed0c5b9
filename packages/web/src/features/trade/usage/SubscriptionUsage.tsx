import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconGauge, IconPlus } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan } from '../../../data/viewer.ts';
import { monthName } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RecordUsage } from './RecordUsage.tsx';
import { UsageEvents } from './UsageEvents.tsx';
import { UsageOfMonth } from './UsageOfMonth.tsx';

const MonthsDocument = graphql(`
  query MonthsOfSubscription($id: ID!) {
    subscription(id: $id) {
      id
      reference
      product {
        id
        meter {
          unit
        }
      }
    }
    usageMonths(first: 36, filter: { subscriptionId: $id }) {
      nodes {
        id
        month
      }
    }
  }
`);

/** What was used of a subscription, month by month: by day, as it is charged, and event by event [B1] [B2]. */
export function SubscriptionUsage({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(MonthsDocument, { id: subscriptionId }, { types: ['UsageMonth', 'UsageImport'] });
  const { month: asked }: { month?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const can = useCan();
  const [recording, setRecording] = useState(false);
  return (
    <Loaded from={read}>
      {({ usageMonths, subscription }) => {
        if (!subscription) return null;
        const months = [...new Set(usageMonths.nodes.map(({ month }) => month.slice(0, 7)))];
        const month = months.find((one) => one === asked) ?? months[0];
        const record = can('USAGE_RECORD') && (
          <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setRecording(true)}>
            Record usage
          </Button>
        );
        return (
          <>
            {month ? (
              <Stack gap="lg">
                <Group justify="space-between" align="flex-end">
                  {months.length > 1 ? (
                    <Select
                      label="Month"
                      maw={220}
                      allowDeselect={false}
                      data={months.map((value) => ({ value, label: monthName(value) }))}
                      value={month}
                      onChange={(chosen) =>
                        void navigate({
                          to: '.',
                          search: (was) => ({ ...was, month: chosen ?? undefined }),
                          replace: true,
                        })
                      }
                    />
                  ) : (
                    <Text fw={550}>{monthName(month)}</Text>
                  )}
                  {record}
                </Group>
                <UsageOfMonth subscriptionId={subscriptionId} month={month} />
                <UsageEvents key={month} subscription={subscription} month={month} />
              </Stack>
            ) : (
              <EmptyState icon={<IconGauge size={22} />} title="Nothing used yet" action={record}>
                What is used appears as it is recorded, and is charged with its month.
              </EmptyState>
            )}
            {recording && (
              <RecordUsage
                subscription={subscription.reference}
                unit={subscription.product.meter?.unit ?? ''}
                onClose={() => setRecording(false)}
              />
            )}
          </>
        );
      }}
    </Loaded>
  );
}
