import { Text, TextInput } from '@mantine/core';
import { date, line, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { amountUpTo } from './amount-rule.ts';
import type { Note } from './CreditNotePage.tsx';

const RefundDocument = graphql(`
  mutation RefundCredit($input: RefundCreditInput!) {
    refundCredit(input: $input) {
      id
      leftMinor
    }
  }
`);

/** Notes that credit was paid back by transfer [B6]. */
export function RefundCredit({ note, onClose }: { note: Note; onClose: () => void }) {
  const { id, currency, leftMinor, customerName } = note;
  const refund = useSend(RefundDocument);
  const now = today();
  const form = useSubmitForm({
    initialValues: { amountMinor: (leftMinor / 100).toFixed(2), paidOn: now, reference: '' },
    schema: z.object({
      amountMinor: amountUpTo(leftMinor, currency),
      paidOn: date().refine((day) => day <= now, 'Must not be later than today.'),
      reference: line(100),
    }),
    send: ({ amountMinor, ...rest }) =>
      refund({ input: { creditNoteId: id, amountMinor: parseMoney(amountMinor, currency) ?? 0, ...rest } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Pay credit back"
      submitLabel="Note it as paid back"
      form={form}
    >
      <Text c="dimmed" fz="sm">
        {money(leftMinor, currency)} is kept for {customerName}. Send the money by transfer, then note it
        here.
      </Text>
      <MoneyField currency={currency} label="Amount" required {...getInputProps('amountMinor')} />
      <DayField label="Sent on" required max={now} {...getInputProps('paidOn')} />
      <TextInput
        label="Reference"
        description="As on the bank statement."
        required
        maxLength={100}
        autoComplete="off"
        {...getInputProps('reference')}
      />
    </FormModal>
  );
}
