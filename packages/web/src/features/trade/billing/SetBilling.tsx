import { NumberInput, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const SetDocument = graphql(`
  mutation SetBillingSettings($input: SetBillingSettingsInput!) {
    setBillingSettings(input: $input) {
      id
    }
  }
`);

interface SetBillingProps {
  automatic: boolean;
  graceDays: number;
  onClose: () => void;
}

/** Whether months are billed by themselves, and after how many days of grace [B4]. */
export function SetBilling({ automatic, graceDays, onClose }: SetBillingProps) {
  const set = useSend(SetDocument, 'BillingSettings');
  const form = useSubmitForm({
    initialValues: { automatic, graceDays },
    schema: z.object({
      automatic: z.boolean(),
      graceDays: z
        .number()
        .int('Must be whole days.')
        .min(0, 'Must be at least 0.')
        .max(14, 'May be at most 14.'),
    }),
    send: (input) => set({ input }),
    onDone: () => {
      notifications.show({ message: 'It holds from the next month that ends.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="When months are billed"
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          effects={
            values.automatic
              ? [
                  `${values.graceDays} days after the end of a month its invoices are made out and sent, in the early morning.`,
                  'Until then drafts can be changed. Customers that are held are passed over.',
                ]
              : ['A month is billed when somebody runs billing.']
          }
        />
      }
    >
      <Switch label="Bill each month by itself" {...getInputProps('automatic', { type: 'checkbox' })} />
      <NumberInput
        label="Days of grace"
        description="After the end of the month: 0 to 14."
        required
        min={0}
        max={14}
        allowDecimal={false}
        {...getInputProps('graceDays')}
      />
    </FormModal>
  );
}
