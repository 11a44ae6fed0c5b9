import { Text, TextInput } from '@mantine/core';
import { date, line, type Minor, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { amountUpTo } from './amount-rule.ts';
import type { Credit } from './UseCredit.tsx';

interface RefundCreditProps {
  credit: Credit;
  refund: (given: { amountMinor: Minor; paidOn: string; reference: string }) => Promise<unknown>;
  onClose: () => void;
}

/** Notes that credit was paid back by transfer [B6]. */
export function RefundCredit({ credit, refund, onClose }: RefundCreditProps) {
  const { currency, leftMinor, customerName } = credit;
  const now = today();
  const form = useSubmitForm({
    initialValues: { amountMinor: (leftMinor / 100).toFixed(2), paidOn: now, reference: '' },
    schema: z.object({
      amountMinor: amountUpTo(leftMinor, currency),
      paidOn: date().refine((day) => day <= now, 'Must not be later than today.'),
      reference: line(100),
    }),
    send: ({ amountMinor, ...rest }) =>
      refund({ amountMinor: parseMoney(amountMinor, currency) ?? 0, ...rest }),
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
