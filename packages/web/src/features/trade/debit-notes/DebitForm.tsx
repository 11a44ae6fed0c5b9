import { Group, NativeSelect, NumberInput, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { daysBetween, type Minor, monthOf, monthPeriod, parseMoney, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { money, period } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';

const LinesDocument = graphql(`
  query LinesToDebit($id: ID!) {
    invoice(id: $id) {
      id
      number
      customerName
      currency
      lines {
        id
        description
        quantity
        unitPriceMinor
        from
        to
        netMinor
        vatRateBp
      }
    }
  }
`);
type Invoice = NonNullable<ResultOf<typeof LinesDocument>['invoice']>;
type Line = Invoice['lines'][number];

const IssueDocument = graphql(`
  mutation IssueDebitNote($input: IssueDebitNoteInput!) {
    issueDebitNote(input: $input) {
      id
      state
      issued {
        id
        number
      }
    }
  }
`);

interface DebitFormProps {
  invoiceId: string;
  /** What it begins with, by line, net. */
  proposed?: Readonly<Record<string, Minor>>;
  reason?: string;
  onClose: () => void;
}

/** Charges more of lines of an invoice: so many more, or an amount [B6]. */
export function DebitForm({ invoiceId, ...rest }: DebitFormProps) {
  const { data } = useKeptQuery(LinesDocument, { id: invoiceId }, { types: ['Invoice'] });
  return data?.invoice ? <Form invoice={data.invoice} {...rest} /> : null;
}

interface Typed {
  by: string;
  quantity: number | string;
  amount: string;
}

/** An amount that is proposed, or nothing yet. */
const typedOf = (minor: Minor | undefined): Typed =>
  minor
    ? { by: 'amount', quantity: '', amount: (minor / 100).toFixed(2) }
    : { by: 'quantity', quantity: '', amount: '' };

function Form({
  invoice,
  proposed = {},
  reason = '',
  onClose,
}: Omit<DebitFormProps, 'invoiceId'> & { invoice: Invoice }) {
  const { id, number, customerName, currency, lines } = invoice;
  const issue = useSend(IssueDocument, 'Invoice');
  const given = (more: Readonly<Record<string, Typed>>) =>
    lines.flatMap(({ id: lineId }): { lineId: string; quantity?: number; netMinor?: number }[] => {
      const { by, quantity, amount } = more[lineId] as Typed;
      if (by === 'quantity') return Number(quantity) > 0 ? [{ lineId, quantity: Number(quantity) }] : [];
      const netMinor = parseMoney(amount.trim() || '0', currency) ?? 0;
      return netMinor > 0 ? [{ lineId, netMinor }] : [];
    });
  const form = useSubmitForm({
    initialValues: {
      reason,
      more: Object.fromEntries(lines.map(({ id: lineId }) => [lineId, typedOf(proposed[lineId])])) as Record<
        string,
        Typed
      >,
    },
    schema: z.object({
      reason: prose(500),
      more: z
        .record(
          z.string(),
          z.object({
            by: z.string(),
            quantity: z
              .union([z.number(), z.string()])
              .refine((typed) => typed === '' || Number.isInteger(typed), 'Must be a whole number.'),
            amount: z
              .string()
              .refine(
                (typed) => !typed.trim() || parseMoney(typed, currency) !== null,
                'Must be an amount such as 10.00.',
              ),
          }),
        )
        .refine((more) => given(more).length > 0, {
          message: 'Say what more is charged of at least one line.',
          path: [lines[0]?.id ?? '', 'quantity'],
        }),
    }),
    send: ({ reason: why, more }) => issue({ input: { invoiceId: id, reason: why, lines: given(more) } }),
    onDone: ({ issueDebitNote: { issued } }) => {
      notifications.show({
        message: issued
          ? `Debit note ${issued.number} is issued, and ${customerName} is told.`
          : 'Somebody else has to approve it: it waits among the debit notes.',
      });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const charged = lines.map((line) => ({ ...line, netMinor: moreOf(line, values.more[line.id], currency) }));
  const netMinor = charged.reduce((sum, line) => sum + line.netMinor, 0);
  const vatMinor = [...Map.groupBy(charged, ({ vatRateBp }) => vatRateBp)].reduce(
    (sum, [rate, those]) =>
      sum + Math.round((those.reduce((net, line) => net + line.netMinor, 0) * rate) / 10_000),
    0,
  );
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title={`Charge more of invoice ${number}`}
      submitLabel="Issue debit note"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Net', money(netMinor, currency)],
            ['VAT', money(vatMinor, currency)],
            ['To pay', money(netMinor + vatMinor, currency)],
          ]}
          effects={[
            `${customerName} is told, with the reason, and pays it like an invoice.`,
            'A debit note cannot be taken back; it can be credited.',
          ]}
        />
      }
    >
      <Lines>
        {lines.map((line) => (
          <li key={line.id}>
            <Stack gap="xs">
              <Stack gap={0} miw={0}>
                <Text style={{ overflowWrap: 'anywhere' }}>{line.description}</Text>
                <Text fz="xs" c="dimmed">
                  {line.quantity} × {money(line.unitPriceMinor, currency)}, {period(line.from, line.to)}
                </Text>
              </Stack>
              <Group wrap="nowrap" gap="xs" align="start">
                <NativeSelect
                  aria-label={`How much more of ${line.description}`}
                  data={[
                    { value: 'quantity', label: 'So many more' },
                    { value: 'amount', label: 'An amount, without VAT' },
                  ]}
                  flex={1}
                  {...getInputProps(`more.${line.id}.by`)}
                />
                {values.more[line.id]?.by === 'quantity' ? (
                  <NumberInput
                    aria-label={`Quantity of ${line.description}`}
                    allowDecimal={false}
                    allowNegative={false}
                    hideControls
                    placeholder="0"
                    w={140}
                    {...getInputProps(`more.${line.id}.quantity`)}
                  />
                ) : (
                  <MoneyField
                    currency={currency}
                    aria-label={`Amount of ${line.description}`}
                    placeholder="0.00"
                    w={140}
                    {...getInputProps(`more.${line.id}.amount`)}
                  />
                )}
              </Group>
            </Stack>
          </li>
        ))}
      </Lines>
      <Textarea
        label="Reason"
        description="The customer reads it on the debit note."
        required
        autosize
        minRows={2}
        maxRows={5}
        maxLength={500}
        {...getInputProps('reason')}
      />
    </FormModal>
  );
}

/** What is charged of a line as it is typed, net: the days of its month are those it was charged by. */
function moreOf(line: Line, typed: Typed | undefined, currency: string): Minor {
  if (!typed) return 0;
  if (typed.by !== 'quantity') return parseMoney(typed.amount.trim() || '0', currency) ?? 0;
  const month = monthPeriod(monthOf(line.from));
  const share = daysBetween(line.from, line.to) / daysBetween(month.start, month.endExclusive);
  return Math.round(Number(typed.quantity || 0) * line.unitPriceMinor * share);
}
