import { Button, Group, Stack, Switch, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type Minor, parseMoney, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';

const LinesDocument = graphql(`
  query LinesToCredit($id: ID!) {
    invoice(id: $id) {
      id
      number
      state
      customerName
      currency
      dueMinor
      lines {
        id
        description
        netMinor
        vatRateBp
        creditedMinor
      }
    }
  }
`);
type Invoice = NonNullable<ResultOf<typeof LinesDocument>['invoice']>;

const IssueDocument = graphql(`
  mutation IssueCreditNote($input: IssueCreditNoteInput!) {
    issueCreditNote(input: $input) {
      id
      number
      state
      invoice {
        id
      }
    }
  }
`);

interface CreditFormProps {
  invoiceId: string;
  /** What it begins with, by line, net. */
  proposed?: Readonly<Record<string, Minor>>;
  reason?: string;
  onClose: () => void;
}

/** Credits lines of an invoice, in whole or in part [B6]. */
export function CreditForm({ invoiceId, ...rest }: CreditFormProps) {
  const { data } = useKeptQuery(LinesDocument, { id: invoiceId }, { types: ['CreditNote'] });
  return data?.invoice ? <Form invoice={data.invoice} {...rest} /> : null;
}

const text = (minor: Minor): string => (minor / 100).toFixed(2);

function Form({
  invoice,
  proposed = {},
  reason = '',
  onClose,
}: Omit<CreditFormProps, 'invoiceId'> & { invoice: Invoice }) {
  const { id, number, customerName, currency, dueMinor, lines } = invoice;
  const issue = useSend(IssueDocument, 'Invoice');
  const left = lines
    .map((line) => ({ ...line, leftMinor: line.netMinor - line.creditedMinor }))
    .filter(({ leftMinor }) => leftMinor > 0);
  const amountOf = (typed: string | undefined): Minor => parseMoney(typed?.trim() || '0', currency) ?? 0;
  const given = (amounts: Readonly<Record<string, string>>) =>
    left.flatMap(({ id: lineId }) => {
      const netMinor = amountOf(amounts[lineId]);
      return netMinor > 0 ? [{ lineId, netMinor }] : [];
    });
  const form = useSubmitForm({
    initialValues: {
      reason,
      againstInvoice: dueMinor > 0,
      amounts: Object.fromEntries(
        left.map(({ id: lineId }) => [lineId, proposed[lineId] ? text(proposed[lineId]) : '']),
      ) as Record<string, string>,
    },
    schema: z.object({
      reason: prose(500),
      againstInvoice: z.boolean(),
      amounts: z
        .object(
          Object.fromEntries(
            left.map(({ id: lineId, leftMinor }) => [
              lineId,
              z
                .string()
                .refine(
                  (typed) => !typed.trim() || parseMoney(typed, currency) !== null,
                  'Must be an amount such as 10.00.',
                )
                .refine(
                  (typed) => amountOf(typed) <= leftMinor,
                  `Must be at most ${money(leftMinor, currency)}, which is what is left.`,
                ),
            ]),
          ),
        )
        .refine((amounts) => given(amounts).length > 0, {
          message: 'Say what is credited of at least one line.',
          path: [left[0]?.id ?? ''],
        }),
    }),
    send: ({ reason: why, againstInvoice, amounts }) =>
      issue({ input: { invoiceId: id, reason: why, againstInvoice, lines: given(amounts) } }),
    onDone: ({ issueCreditNote }) => {
      notifications.show({
        message:
          issueCreditNote.state === 'ISSUED'
            ? `Credit note ${issueCreditNote.number} is issued, and ${customerName} is told.`
            : 'Somebody else has to approve it: it waits among the credit notes.',
      });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const credited = left.map((line) => ({ ...line, netMinor: amountOf(values.amounts[line.id]) }));
  const netMinor = credited.reduce((sum, line) => sum + line.netMinor, 0);
  const vatMinor = [...Map.groupBy(credited, ({ vatRateBp }) => vatRateBp)].reduce(
    (sum, [rate, those]) =>
      sum + Math.round((those.reduce((net, line) => net + line.netMinor, 0) * rate) / 10_000),
    0,
  );
  const totalMinor = netMinor + vatMinor;
  const pays = values.againstInvoice ? Math.min(dueMinor, totalMinor) : 0;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Credit invoice ${number}`}
      submitLabel="Issue credit note"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Net', money(netMinor, currency)],
            ['VAT', money(vatMinor, currency)],
            ['Credited', money(totalMinor, currency)],
            ['Pays of the invoice', money(pays, currency)],
            ['Kept for the customer', money(totalMinor - pays, currency)],
          ]}
          effects={[`${customerName} is told, with the reason.`, 'A credit note cannot be taken back.']}
        />
      }
    >
      <Group justify="space-between" align="center">
        <Text fz="sm" c="dimmed">
          What is credited of each line, without VAT.
        </Text>
        <Button
          variant="default"
          size="xs"
          onClick={() =>
            setFieldValue(
              'amounts',
              Object.fromEntries(left.map(({ id: lineId, leftMinor }) => [lineId, text(leftMinor)])),
            )
          }
        >
          All of it
        </Button>
      </Group>
      {left.length === 0 ? (
        <Text>All of this invoice has been credited already.</Text>
      ) : (
        <Lines>
          {left.map(({ id: lineId, description, leftMinor }) => (
            <li key={lineId}>
              <Group justify="space-between" align="start" wrap="nowrap" gap="sm">
                <Stack gap={0} miw={0}>
                  <Text style={{ overflowWrap: 'anywhere' }}>{description}</Text>
                  <Text fz="xs" c="dimmed">
                    {money(leftMinor, currency)} left
                  </Text>
                </Stack>
                <MoneyField
                  currency={currency}
                  aria-label={`Credit of ${description}`}
                  w={140}
                  style={{ flex: 'none' }}
                  placeholder="0.00"
                  {...getInputProps(`amounts.${lineId}`)}
                />
              </Group>
            </li>
          ))}
        </Lines>
      )}
      <Textarea
        label="Reason"
        description="The customer reads it on the credit note."
        required
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        {...getInputProps('reason')}
      />
      {dueMinor > 0 && (
        <Switch
          label="Put it against this invoice"
          description={`${money(dueMinor, currency)} of it is still to be paid. What is left over is kept for the customer.`}
          {...getInputProps('againstInvoice', { type: 'checkbox' })}
        />
      )}
    </FormModal>
  );
}
