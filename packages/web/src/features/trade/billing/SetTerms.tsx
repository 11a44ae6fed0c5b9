import { NumberInput, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, monthOf, monthPeriod, paymentDays } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type TermsFor, useUsualTerms } from './terms-of.ts';

const SetDocument = graphql(`
  mutation SetBillingTerms($input: SetBillingTermsInput!) {
    setBillingTerms(input: $input) {
      id
    }
  }
`);
const RemoveDocument = graphql(`
  mutation RemoveBillingTerms($input: RemoveBillingTermsInput!) {
    removeBillingTerms(input: $input)
  }
`);

/** Above this many days a business has to have agreed expressly, by the Late Payment of Commercial Debts Regulations 2013. */
const EXPRESSLY = 60;

interface SetTermsProps {
  of: TermsFor;
  onClose: () => void;
}

/** In how many days everyone, or one customer, has to pay [B4]. */
export function SetTerms({ of, onClose }: SetTermsProps) {
  const usual = useUsualTerms();
  return usual ? <Form of={of} usualDays={usual.paymentDays} onClose={onClose} /> : null;
}

function Form({ of: { name, customer, own }, usualDays, onClose }: SetTermsProps & { usualDays: number }) {
  const set = useSend(SetDocument, 'BillingTerms');
  const remove = useSend(RemoveDocument, 'BillingTerms');
  const form = useSubmitForm({
    initialValues: {
      whose: (customer && !own ? 'USUAL' : 'OWN') as 'USUAL' | 'OWN',
      days: (own?.paymentDays ?? usualDays) as number | string,
    },
    schema: z
      .object({ whose: z.enum(['USUAL', 'OWN']), days: z.union([z.number(), z.string()]) })
      .superRefine(({ whose, days }, context) => {
        const judged = paymentDays().safeParse(days);
        if (whose === 'OWN' && !judged.success)
          context.addIssue({
            code: 'custom',
            path: ['days'],
            message: judged.error.issues[0]?.message ?? '',
          });
      }),
    send: async ({ whose, days }) => {
      if (whose === 'OWN') await set({ input: { ...customer, paymentDays: Number(days) } });
      else if (own) await remove({ input: { id: own.id } });
      return {};
    },
    onDone: () => {
      notifications.show({ message: 'It holds from the next invoice on.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const judged = paymentDays().safeParse(values.whose === 'OWN' ? values.days : usualDays);
  const next = monthPeriod(monthOf(today())).endExclusive;
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title={customer ? `Billing terms of ${name}` : 'Billing terms for everyone'}
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['An invoice of', date(next)],
            ['Is due on', judged.success ? date(addDays(next, judged.data)) : null],
          ]}
          effects={[
            'Invoices and debit notes are due by it from the next one on. What is issued keeps its day.',
            'Reminders, statements and late payment follow the day on which an invoice is due.',
            !customer && 'Customers with terms of their own keep them.',
            judged.success &&
              judged.data > EXPRESSLY &&
              `More than ${EXPRESSLY} days between businesses have to be agreed expressly and be fair to whoever is paid.`,
          ]}
        />
      }
    >
      {customer && (
        <Radio.Group label="To be paid" {...getInputProps('whose')}>
          <Stack gap="sm" mt="xs">
            <Radio
              value="USUAL"
              label="As everyone does"
              description={`Within ${plural(usualDays, 'day')}.`}
            />
            <Radio value="OWN" label="Otherwise" description="As is agreed with this customer." />
          </Stack>
        </Radio.Group>
      )}
      {values.whose === 'OWN' && (
        <NumberInput
          label="Days to pay"
          description="From the day of issue, 0 to 90."
          required
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          hideControls
          w={220}
          {...getInputProps('days')}
        />
      )}
    </FormModal>
  );
}
