import { Button, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { date, line, optional, parseMoney } from '@steward/shared';
import { IconCash } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const RecordDocument = graphql(`
  mutation RecordPayment($input: RecordPaymentInput!) {
    recordPayment(input: $input) {
      id
      invoice {
        id
        state
      }
    }
  }
`);

interface RecordPaymentProps {
  invoice: { id: string; number: string | null; customerName: string; dueMinor: number; currency: string };
}

/** Notes a bank transfer that came in, in whole or in part; what is due stands in the form already [B7]. */
export function RecordPayment({ invoice }: RecordPaymentProps) {
  const { id, number, customerName, dueMinor, currency } = invoice;
  const [opened, dialogue] = useDisclosure();
  const record = useSend(RecordDocument);
  const now = today();
  const form = useSubmitForm({
    initialValues: { amountMinor: (dueMinor / 100).toFixed(2), receivedOn: now, reference: '' },
    schema: z.object({
      amountMinor: z
        .string()
        .refine((text) => (parseMoney(text, currency) ?? 0) > 0, 'Must be an amount such as 1,234.50.')
        .refine(
          (text) => (parseMoney(text, currency) ?? 0) <= dueMinor,
          `Must be at most ${money(dueMinor, currency)}, which is what is still due.`,
        ),
      receivedOn: date().refine((day) => day <= now, 'Must not be later than today.'),
      reference: optional(line(100)),
    }),
    send: ({ amountMinor, receivedOn, reference }) =>
      record({
        input: {
          invoiceId: id,
          amountMinor: parseMoney(amountMinor, currency) ?? 0,
          receivedOn,
          reference,
        },
      }),
    onDone: ({ recordPayment }) => {
      const paid = recordPayment.invoice.state === 'PAID';
      notifications.show({ message: paid ? `Invoice ${number} is paid.` : 'The payment is recorded.' });
      dialogue.close();
    },
  });
  const { getInputProps } = form.form;
  return (
    <>
      <Button variant="default" leftSection={<IconCash size={16} />} onClick={dialogue.open}>
        Record payment
      </Button>
      <FormModal
        opened={opened}
        onClose={dialogue.close}
        title="Record a bank transfer"
        submitLabel="Record payment"
        form={form}
      >
        <Text c="dimmed" fz="sm">
          {customerName} still owes {money(dueMinor, currency)} on invoice {number}. It sees the payment at
          once.
        </Text>
        <MoneyField label="Amount" currency={currency} required {...getInputProps('amountMinor')} />
        <DayField label="Received on" required max={now} {...getInputProps('receivedOn')} />
        <TextInput
          label="Reference"
          description="As on the bank statement; it tells two like transfers apart."
          maxLength={100}
          autoComplete="off"
          {...getInputProps('reference')}
        />
      </FormModal>
    </>
  );
}
