import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { monthName, plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { DraftOf } from './DraftDeeds.tsx';

const AddDocument = graphql(`
  mutation AddDiscount($input: AddDiscountInput!) {
    addDiscount(input: $input) {
      id
    }
  }
`);

/** Lets a customer off an amount or a share of coming invoices [B4]. */
export function AddDiscount({
  draft: { customer, month, currency },
  onClose,
}: {
  draft: DraftOf;
  onClose: () => void;
}) {
  const add = useSend(AddDocument, 'Charge');
  const form = useSubmitForm({
    initialValues: {
      description: 'Discount',
      by: 'PERCENT',
      percent: 10,
      amount: '',
      productId: '',
      months: 1,
    },
    schema: z
      .object({
        description: line(200),
        by: z.string(),
        percent: z.number().min(0.01, 'Must be at least 0.01.').max(100, 'May be at most 100.'),
        amount: z.string(),
        productId: z.string(),
        months: z
          .number()
          .int('Must be a whole number.')
          .min(1, 'Must be at least 1.')
          .max(60, 'May be at most 60.'),
      })
      .refine(({ by, amount }) => by === 'PERCENT' || (parseMoney(amount, currency) ?? 0) > 0, {
        path: ['amount'],
        message: 'Must be an amount such as 25.00.',
      }),
    send: ({ description, by, percent, amount, productId, months }) =>
      add({
        input: {
          ...customer,
          description,
          months,
          period: month,
          ...(productId && { productId }),
          ...(by === 'PERCENT'
            ? { percentBp: Math.round(percent * 100) }
            : { amountMinor: parseMoney(amount, currency) ?? 0 }),
        },
      }),
    onDone: () => {
      notifications.show({ message: 'It is on the draft.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const products = useProductOptions(values.productId || undefined);
  const share = values.by === 'PERCENT';
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Add a discount"
      submitLabel="Add discount"
      form={form}
      summary={
        <FormSummary
          effects={[
            `On ${values.months > 1 ? `${plural(values.months, 'invoice')}, from ${monthName(month)} on` : `the invoice of ${monthName(month)}`}.`,
            share
              ? 'Off the net of what is charged, other discounts left aside.'
              : 'An invoice is never less than nothing: what is left of the amount is on the next one.',
          ]}
        />
      }
    >
      <TextInput
        label="Description"
        description="Printed on the invoice."
        required
        maxLength={200}
        autoComplete="off"
        data-autofocus
        {...getInputProps('description')}
      />
      <SegmentedControl
        aria-label="How much"
        data={[
          { value: 'PERCENT', label: 'Per cent' },
          { value: 'AMOUNT', label: 'Amount' },
        ]}
        {...getInputProps('by')}
      />
      {share ? (
        <NumberInput
          label="Per cent"
          required
          min={0.01}
          max={100}
          decimalScale={2}
          {...getInputProps('percent')}
        />
      ) : (
        <MoneyField label="Amount, net" currency={currency} required {...getInputProps('amount')} />
      )}
      <FoundSelect
        label="Off"
        placeholder="All that is charged"
        clearable
        choices={products}
        {...getInputProps('productId')}
      />
      <NumberInput
        label="Months"
        description="On the invoices of how many."
        required
        min={1}
        max={60}
        allowDecimal={false}
        {...getInputProps('months')}
      />
    </FormModal>
  );
}
