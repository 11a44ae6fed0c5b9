import { NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const RecordDocument = graphql(`
  mutation RecordReferenceRate($input: RecordReferenceRateInput!) {
    recordReferenceRate(input: $input) {
      id
      halfYear
    }
  }
`);

/** The half-years that may be late by now, the newest first. */
function halfYears(): string[] {
  const now = today();
  const year = Number(now.slice(0, 4));
  return [0, 1, 2, 3]
    .flatMap((back) => [`${year - back}-07-01`, `${year - back}-01-01`])
    .filter((day) => day <= now);
}

/** Notes Bank Rate on the eve of a half-year, again in place of what was noted [B7]. */
export function RecordRate({ onClose }: { onClose: () => void }) {
  const record = useSend(RecordDocument, 'ReferenceRate');
  const choices = halfYears();
  const form = useSubmitForm({
    initialValues: { halfYear: choices[0] ?? '', rate: '' },
    schema: z.object({
      halfYear: z.string(),
      rate: z.string().regex(/^\s*\d{1,2}(\.\d{1,2})?\s*$/, 'Must be a per cent such as 3.75.'),
    }),
    send: ({ halfYear, rate }) => record({ input: { halfYear, rateBp: Math.round(Number(rate) * 100) } }),
    onDone: ({ recordReferenceRate: { halfYear } }) => {
      notifications.show({ message: `Bank Rate of the half-year from ${date(halfYear)} is recorded.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Record Bank Rate"
      submitLabel="Record rate"
      form={form}
      summary={
        <FormSummary
          facts={[
            [
              'Late payment costs',
              Number(values.rate) ? `${(Number(values.rate) + 8).toFixed(2)} % a year` : null,
            ],
          ]}
          effects={['It takes the place of what was recorded for that half-year, for everyone.']}
        />
      }
    >
      <NativeSelect
        label="Half-year from"
        data={choices.map((value) => ({ value, label: date(value) }))}
        {...getInputProps('halfYear')}
      />
      <TextInput
        label="Bank Rate on the day before"
        description="In per cent, such as 3.75."
        required
        inputMode="decimal"
        maxLength={6}
        autoComplete="off"
        data-autofocus
        {...getInputProps('rate')}
      />
    </FormModal>
  );
}
