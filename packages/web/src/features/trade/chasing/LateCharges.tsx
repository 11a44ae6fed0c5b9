import { Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, money } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
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
const ChargeDocument = graphql(`
  mutation ChargeLatePayment($input: ChargeLatePaymentInput!) {
    chargeLatePayment(input: $input) {
      id
      number
    }
  }
`);

interface LateChargesProps {
  invoice: { id: string; customerName: string };
}

/** What the law gives for the late payment of an invoice in pounds by a business, less what was charged; and charging it [B7]. */
export function LateCharges({ invoice: { id, customerName } }: LateChargesProps) {
  const read = useRead(LateDocument, { id }, { types: ['Invoice', 'Payment', 'ReferenceRate'] });
  const charge = useSend(ChargeDocument, 'Invoice');
  return (
    <Loaded from={read}>
      {({ latePayment: { through, interestMinor, fixedMinor, missing } }) => {
        if (interestMinor + fixedMinor === 0) return null;
        const parts = [
          interestMinor > 0 && `${money(interestMinor, 'GBP')} interest through ${date(through)}`,
          fixedMinor > 0 && `a fixed sum of ${money(fixedMinor, 'GBP')}`,
        ].filter(Boolean);
        const sums = parts.join(' and ');
        return (
          <Stack gap="xs" align="start">
            <Text fz="sm" c="dimmed">
              By law you can charge {sums}, if no other rate was agreed.
              {missing.length > 0 &&
                ` Bank Rate of the half-year from ${missing.map((day) => date(day)).join(' and ')} is not recorded: its days are not in it.`}
            </Text>
            {missing.length === 0 && (
              <ConfirmButton
                size="xs"
                title={`Charge ${money(interestMinor + fixedMinor, 'GBP')} for late payment?`}
                consequence={`${customerName} gets a debit note of ${sums}, outside the scope of VAT, and is told. These days are not charged again. It can be credited, not taken back.`}
                confirmLabel="Charge late payment"
                onConfirm={async () => {
                  const { chargeLatePayment } = await charge({ input: { invoiceId: id } });
                  notifications.show({ message: `Debit note ${chargeLatePayment.number} is issued.` });
                }}
              >
                Charge late payment
              </ConfirmButton>
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}
