import { Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money, MoneyList } from '../../../ui/Money.tsx';

const PreviewDocument = graphql(`
  query RepricePreview($ids: [ID!]!, $from: Date) {
    repricePreview(ids: $ids, from: $from) {
      products {
        key
        product
        quantity
        currency
        beforeMinor
        afterMinor
      }
      before {
        currency
        minor
      }
      after {
        currency
        minor
      }
      customers
      kept
    }
  }
`);

const RepriceDocument = graphql(`
  mutation RepriceSubscriptions($input: RepriceSubscriptionsInput!) {
    repriceSubscriptions(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface BulkRepriceProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

/** As many as the API takes at once. */
const MOST = 500;

/** Moves every subscription that is ticked to the price of today's list, after showing what that changes [C2]. */
export function BulkReprice({ ids, onClose }: BulkRepriceProps) {
  const [from, setFrom] = useState(today());
  const reprice = useSend(RepriceDocument, 'Subscription');
  const { level } = useViewer();
  const whose = level === 'PLATFORM' ? 'your resellers and direct customers pay' : 'your companies pay';
  return (
    <BulkDialogue
      count={ids.length}
      title={`Move ${plural(ids.length, 'subscription')} to today’s prices?`}
      consequence={`It changes what ${whose}, from ${from ? date(from) : 'that day'} on, to the day; those concerned are told by e-mail. What has been charged for stays.`}
      confirmLabel={`Move ${plural(ids.length, 'subscription')}`}
      onConfirm={async () =>
        (await reprice({ input: { ids: [...ids], from: from || null } })).repriceSubscriptions
      }
      done={(count) => `${plural(count, 'subscription')} moved to today’s prices.`}
      onClose={onClose}
    >
      <DayField label="First day of the new prices" required min={today()} value={from} onChange={setFrom} />
      {ids.length <= MOST && <Effect ids={ids} from={from} />}
    </BulkDialogue>
  );
}

function Effect({ ids, from }: { ids: readonly string[]; from: string }) {
  const read = useRead(
    PreviewDocument,
    { ids: [...ids], from: from || null },
    { types: ['Subscription', 'Product'] },
  );
  return (
    <Loaded from={read}>
      {({ repricePreview: { products, before, after, customers, kept } }) => (
        <Stack gap="xs" role="status">
          {products.length === 0 ? (
            <Text fz="sm">All of them are at today’s prices already, or end before.</Text>
          ) : (
            <>
              <Lines>
                {products.map((line) => (
                  <li key={line.key}>
                    <Group justify="space-between" gap="xs" fz="sm">
                      <span>
                        {line.quantity} × {line.product}
                      </span>
                      <span>
                        <Money minor={line.beforeMinor} currency={line.currency} />
                        {' → '}
                        <Text span fw={600} inherit>
                          <Money minor={line.afterMinor} currency={line.currency} />
                        </Text>
                      </span>
                    </Group>
                  </li>
                ))}
              </Lines>
              <Group justify="space-between" gap="xs" fz="sm">
                <span>A month of {plural(customers, 'customer')}, without VAT</span>
                <span>
                  <MoneyList of={before} />
                  {' → '}
                  <Text span fw={600} inherit>
                    <MoneyList of={after} />
                  </Text>
                </span>
              </Group>
              {kept > 0 && (
                <Text fz="sm" c="dimmed">
                  {plural(kept, 'subscription keeps its', 'subscriptions keep their')} price.
                </Text>
              )}
            </>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
