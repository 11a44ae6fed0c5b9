import { NativeSelect, TextInput } from '@mantine/core';
import { MonthPickerInput } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { monthName } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { options, words } from '../../../lib/words.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const RecordDocument = graphql(`
  mutation RecordExchangeRate($input: RecordExchangeRateInput!) {
    recordExchangeRate(input: $input) {
      id
      month
      currency
    }
  }
`);

const FOREIGN = ['EUR', 'USD'] as const;

const RULES = z.object({
  currency: z.enum(FOREIGN),
  month: z.string().min(1, 'Must be chosen.'),
  perPound: z.string().regex(/^\s*\d{1,4}(\.\d{1,6})?\s*$/, 'Must be a number such as 1.1534.'),
});

interface RecordExchangeRateProps {
  /** The one that is corrected; none: another one. */
  rate?: { currency: (typeof FOREIGN)[number]; month: string; perPound: string } | undefined;
  onClose: () => void;
}

/** Says how much of a currency a pound is in a month [B5]. */
export function RecordExchangeRate({ rate, onClose }: RecordExchangeRateProps) {
  const record = useSend(RecordDocument, 'ExchangeRate');
  const form = useSubmitForm({
    initialValues: {
      currency: rate?.currency ?? ('EUR' as (typeof FOREIGN)[number]),
      month: `${(rate?.month ?? today()).slice(0, 7)}-01`,
      perPound: rate?.perPound ?? '',
    },
    schema: RULES,
    send: ({ currency, month, perPound }) =>
      record({ input: { currency, month: month.slice(0, 7), perPound } }),
    onDone: ({ recordExchangeRate: { month, currency } }) => {
      notifications.show({ message: `The rate of ${words(currency)} in ${monthName(month)} is recorded.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={rate ? `${words(rate.currency)} in ${monthName(rate.month)}` : 'Record a rate'}
      submitLabel="Record rate"
      form={form}
      summary={
        <FormSummary
          facts={[['£1 is', values.perPound ? `${values.perPound} ${values.currency}` : null]]}
          effects={[
            'Invoices that are issued in that month say their VAT in pounds by it.',
            'Those that are issued already keep theirs.',
          ]}
        />
      }
    >
      {!rate && (
        <>
          <NativeSelect label="Currency" data={options(FOREIGN)} {...getInputProps('currency')} />
          <MonthPickerInput
            label="Month"
            description="In which invoices are issued."
            required
            valueFormat="MMMM YYYY"
            {...getInputProps('month')}
          />
        </>
      )}
      <TextInput
        label="How much a pound is"
        description="As HMRC publishes it, such as 1.1534."
        required
        inputMode="decimal"
        maxLength={12}
        autoComplete="off"
        data-autofocus
        {...getInputProps('perPound')}
      />
    </FormModal>
  );
}
