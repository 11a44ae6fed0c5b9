import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { amountUpTo } from './amount-rule.ts';
import type { Credit } from './UseCredit.tsx';

const RefundDocument = graphql(`
  mutation RefundToSource($input: RefundToSourceInput!) {
    refundToSource(input: $input) {
      id
      state
      failure
    }
  }
`);

interface RefundToSourceProps {
  credit: Credit;
  of: { creditNoteId: string } | { overpaymentId: string };
  onClose: () => void;
}

/** Pays credit back to the card or bank account from which a payment of the customer came [B7]. */
export function RefundToSource({ credit, of, onClose }: RefundToSourceProps) {
  const { currency, leftMinor, customerName } = credit;
  const refund = useSend(RefundDocument, 'creditNoteId' in of ? 'CreditNote' : 'Overpayment');
  const form = useSubmitForm({
    initialValues: { amountMinor: (leftMinor / 100).toFixed(2) },
    schema: z.object({ amountMinor: amountUpTo(leftMinor, currency) }),
    send: ({ amountMinor }) =>
      refund({ input: { ...of, amountMinor: parseMoney(amountMinor, currency) ?? 0 } }),
    onDone: ({ refundToSource: { state, failure } }) => {
      notifications.show(
        state === 'FAILED'
          ? { color: 'red', title: 'Not paid back', message: `${failure}. The credit is there again.` }
          : { message: `It is on its way to ${customerName}.` },
      );
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Pay back to card or account"
      submitLabel="Pay back"
      form={form}
      summary={
        <FormSummary
          effects={[
            'The money goes to the card or bank account that a payment came from, and arrives within days.',
            'The credit is used from now on. If the money does not arrive, it is there again.',
          ]}
        />
      }
    >
      <Text c="dimmed" fz="sm">
        {money(leftMinor, currency)} is kept for {customerName}.
      </Text>
      <MoneyField currency={currency} label="Amount" required {...form.form.getInputProps('amountMinor')} />
    </FormModal>
  );
}
