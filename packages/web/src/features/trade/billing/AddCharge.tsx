import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, date, line, monthPeriod, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { SUPPLY_KINDS, SUPPLY_WORDS } from '../../../data/product-kinds.ts';
import { useSend } from '../../../data/use-send.ts';
import { money, monthName } from '../../../lib/format.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { DraftOf } from './DraftDeeds.tsx';

const AddDocument = graphql(`
  mutation AddCharge($input: AddChargeInput!) {
    addCharge(input: $input) {
      id
    }
  }
`);

/** Charges a customer for something beside what recurs [B4]. */
export function AddCharge({
  draft: { customer, month, currency },
  onClose,
}: {
  draft: DraftOf;
  onClose: () => void;
}) {
  const add = useSend(AddDocument, 'Charge');
  const { start, endExclusive } = monthPeriod(month);
  const form = useSubmitForm({
    initialValues: {
      description: '',
      quantity: 1,
      unitMinor: '',
      supplyKind: 'STANDARD' as (typeof SUPPLY_KINDS)[number],
      from: start,
      last: addDays(endExclusive, -1),
    },
    schema: z.object({
      description: line(200),
      quantity: z.number().int('Must be a whole number.').min(1, 'Must be at least 1.'),
      unitMinor: z
        .string()
        .refine((text) => (parseMoney(text, currency) ?? 0) > 0, 'Must be an amount such as 45.00.'),
      supplyKind: z.enum(SUPPLY_KINDS),
      from: date(),
      last: date(),
    }),
    send: ({ unitMinor, last, ...given }) =>
      add({
        input: {
          ...customer,
          ...given,
          unitMinor: parseMoney(unitMinor, currency) ?? 0,
          to: addDays(last, 1),
        },
      }),
    onDone: () => {
      notifications.show({ message: 'It is on the draft.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const net = (Number(values.quantity) || 0) * (parseMoney(values.unitMinor, currency) ?? 0);
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Add a charge"
      submitLabel="Add charge"
      form={form}
      summary={
        <FormSummary
          effects={[
            net > 0 && `${money(net, currency)} net, once.`,
            `On the next invoice of a month in which its days have begun: ${monthName(month)}, unless you change them.`,
            'The customer sees it on its draft at once.',
          ].filter((effect) => effect !== false)}
        />
      }
    >
      <TextInput
        label="Description"
        description="Printed on the invoice. Name no people: invoices are kept for years."
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        {...getInputProps('description')}
      />
      <NumberInput label="Quantity" required min={1} allowDecimal={false} {...getInputProps('quantity')} />
      <MoneyField label="Price of one, net" currency={currency} required {...getInputProps('unitMinor')} />
      <NativeSelect
        label="VAT"
        data={SUPPLY_KINDS.map((value) => ({ value, label: SUPPLY_WORDS[value] }))}
        {...getInputProps('supplyKind')}
      />
      <DayField label="First day" required {...getInputProps('from')} />
      <DayField label="Last day" required min={values.from} {...getInputProps('last')} />
    </FormModal>
  );
}
