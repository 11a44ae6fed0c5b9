import { Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { date, money } from '../../../lib/format.ts';
import { Loaded } from '../../../ui/Loaded.tsx';

const LateDocument = graphql(`
  query LatePayment($id: ID!) {
    latePayment(invoiceId: $id) {
      through
      interestMinor
      fixedMinor
      missing
    }
  }
`);

/** What the law gives a business for the late payment of an invoice in pounds, to whoever issued it; nothing is charged by that [B7]. */
export function LateCharges({ invoiceId }: { invoiceId: string }) {
  const read = useRead(LateDocument, { id: invoiceId }, { types: ['Invoice', 'Payment', 'ReferenceRate'] });
  return (
    <Loaded from={read}>
      {({ latePayment: { through, interestMinor, fixedMinor, missing } }) =>
        fixedMinor > 0 && (
          <Text fz="sm" c="dimmed">
            By law you could charge {money(interestMinor, 'GBP')} interest through {date(through)} and a fixed
            sum of {money(fixedMinor, 'GBP')}, if the customer is a business and no other rate was agreed.
            {missing.length > 0 &&
              ` Bank Rate of the half-year from ${missing.map((day) => date(day)).join(' and ')} is not recorded: its days are not in it.`}
          </Text>
        )
      }
    </Loaded>
  );
}
