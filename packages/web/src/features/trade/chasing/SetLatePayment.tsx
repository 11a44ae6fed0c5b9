import { NumberInput, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const RuleDocument = graphql(`
  query LatePaymentRule {
    latePaymentRule {
      charging
      fromDay
    }
  }
`);
const SetDocument = graphql(`
  mutation SetLatePaymentRule($input: SetLatePaymentRuleInput!) {
    setLatePaymentRule(input: $input) {
      id
      charging
    }
  }
`);

const CHARGING = ['NEVER', 'WITH_REMINDERS', 'ON_PAYMENT'] as const;
type Charging = (typeof CHARGING)[number];

/** When late payment is charged without being told to [B7]. */
export function SetLatePayment({ onClose }: { onClose: () => void }) {
  const { data } = useKeptQuery(RuleDocument, {}, { types: ['LatePaymentRule'] });
  return data ? <Form {...data.latePaymentRule} onClose={onClose} /> : null;
}

interface FormProps {
  charging: Charging;
  fromDay: number | null;
  onClose: () => void;
}

function Form({ charging, fromDay, onClose }: FormProps) {
  const set = useSend(SetDocument);
  const form = useSubmitForm({
    initialValues: { charging, fromDay: (fromDay ?? 14) as number | string },
    schema: z
      .object({ charging: z.enum(CHARGING), fromDay: z.union([z.number(), z.string()]) })
      .refine(({ charging: how, fromDay: day }) => how !== 'WITH_REMINDERS' || Number.isInteger(day), {
        message: 'Must be a whole number of days.',
        path: ['fromDay'],
      }),
    send: (values) =>
      set({
        input: {
          charging: values.charging,
          fromDay: values.charging === 'WITH_REMINDERS' ? Number(values.fromDay) : null,
        },
      }),
    onDone: ({ setLatePaymentRule }) => {
      notifications.show({
        message:
          setLatePaymentRule.charging === 'NEVER'
            ? 'Late payment is charged by hand only.'
            : 'Late payment is charged from the next morning on.',
      });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title="Late payment"
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          effects={[
            'By law: interest at Bank Rate and eight points a year, and once £40, £70 or £100 by the debt.',
            'It is a debit note of its own, outside the scope of VAT. No day is charged twice.',
            'Only of businesses, of invoices in pounds, and not while an invoice is disputed or promised to be paid.',
          ]}
        />
      }
    >
      <Radio.Group label="Charge late payment" {...getInputProps('charging')}>
        <Stack gap="sm" mt="xs">
          <Radio value="NEVER" label="By hand only" description="On the page of an invoice." />
          <Radio
            value="WITH_REMINDERS"
            label="With reminders"
            description="What has come up by then, each time one is sent."
          />
          <Radio
            value="ON_PAYMENT"
            label="When it is paid"
            description="Once, of invoices that are due from today on."
          />
        </Stack>
      </Radio.Group>
      {values.charging === 'WITH_REMINDERS' && (
        <NumberInput
          label="From the reminder of day"
          description="After an invoice is due. Earlier reminders charge nothing."
          allowDecimal={false}
          allowNegative={false}
          hideControls
          w={220}
          {...getInputProps('fromDay')}
        />
      )}
    </FormModal>
  );
}
