import { NumberInput, Radio, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { billingDay, monthOfYear, paymentDays } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { nextFacts, useNextInvoice } from './next-invoice.ts';
import { type Agreed, CYCLES, cycleWords, firstMonths, type TermsFor, useUsualTerms } from './terms-of.ts';

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

/** What is agreed, as it is typed; of everyone's terms nothing is asked. */
const agreed = z.object({
  paymentDays: paymentDays(),
  cycle: z.enum(['MONTH_IN_ARREARS', 'MONTH_IN_ADVANCE', 'QUARTER_IN_ADVANCE', 'YEAR_IN_ADVANCE']),
  billingDay: billingDay(),
  firstMonth: z.coerce.number().pipe(monthOfYear()),
});
const typed = z.object({
  whose: z.enum(['USUAL', 'OWN']),
  paymentDays: z.union([z.number(), z.string()]),
  cycle: agreed.shape.cycle,
  billingDay: z.union([z.number(), z.string()]),
  firstMonth: z.string(),
});
const schema = typed.superRefine((values, context) => {
  if (values.whose === 'USUAL') return;
  for (const { path, message } of agreed.safeParse(values).error?.issues ?? [])
    context.addIssue({ code: 'custom', path, message });
});

interface SetTermsProps {
  of: TermsFor;
  onClose: () => void;
}

/** When everyone, or one customer, is invoiced, for which days, and in how many days it has to pay [B4]. */
export function SetTerms({ of, onClose }: SetTermsProps) {
  const usual = useUsualTerms();
  return usual ? <Form of={of} usual={usual} onClose={onClose} /> : null;
}

function Form({ of: { name, customer, own }, usual, onClose }: SetTermsProps & { usual: Agreed }) {
  const set = useSend(SetDocument, 'BillingTerms');
  const remove = useSend(RemoveDocument, 'BillingTerms');
  const was = own ?? usual;
  const form = useSubmitForm({
    initialValues: {
      whose: customer && !own ? 'USUAL' : 'OWN',
      paymentDays: was.paymentDays,
      cycle: was.cycle,
      billingDay: was.billingDay,
      firstMonth: String(was.firstMonth),
    } as z.infer<typeof typed>,
    schema,
    send: async (values) => {
      if (values.whose === 'OWN') await set({ input: { ...customer, ...agreed.parse(values) } });
      else if (own) await remove({ input: { id: own.id } });
      return {};
    },
    onDone: () => {
      notifications.show({ message: 'It holds from the next invoice on.' });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const chosen = values.whose === 'OWN' ? agreed.safeParse(values).data : usual;
  const { paymentDays: days, ...cycle } = chosen ?? was;
  const now = useNextInvoice(customer);
  const next = useNextInvoice(customer, cycle, !chosen);
  const months = firstMonths(values.cycle);
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
          facts={
            customer ? nextFacts(chosen && next, now) : [['Invoiced', chosen ? cycleWords(cycle) : null]]
          }
          effects={[
            chosen && cycle.cycle !== 'MONTH_IN_ARREARS' && AHEAD,
            cycle.billingDay !== was.billingDay || cycle.cycle !== was.cycle
              ? 'Days that are charged already are not charged again, and none is left out.'
              : 'What is issued keeps its days.',
            'Reminders, statements and late payment follow the day on which an invoice is due.',
            !customer && 'Customers with terms of their own keep them.',
            days > EXPRESSLY &&
              `More than ${EXPRESSLY} days between businesses have to be agreed expressly and be fair to whoever is paid.`,
          ]}
        />
      }
    >
      {customer && (
        <Radio.Group label="Terms" {...getInputProps('whose')}>
          <Stack gap="sm" mt="xs">
            <Radio
              value="USUAL"
              label="As everyone has"
              description={`${cycleWords(usual)}; to be paid within ${plural(usual.paymentDays, 'day')}.`}
            />
            <Radio value="OWN" label="Otherwise" description="As is agreed with this customer." />
          </Stack>
        </Radio.Group>
      )}
      {values.whose === 'OWN' && (
        <>
          <Select
            label="Invoiced"
            description="What recurs. Usage and single charges come every month."
            data={Object.entries(CYCLES).map(([value, label]) => ({ value, label }))}
            allowDeselect={false}
            required
            {...getInputProps('cycle')}
          />
          {months.length > 0 && (
            <Select
              label={values.cycle === 'YEAR_IN_ADVANCE' ? 'Years begin in' : 'Quarters begin in'}
              data={months.map((label, i) => ({ value: String(i + 1), label }))}
              allowDeselect={false}
              required
              {...getInputProps('firstMonth')}
              value={String(((Number(values.firstMonth) - 1) % months.length) + 1)}
            />
          )}
          <Whole
            label="Billing day"
            description="On which months begin, 1 to 28."
            {...getInputProps('billingDay')}
          />
          <Whole
            label="Days to pay"
            description="From the day of issue, 0 to 90."
            {...getInputProps('paymentDays')}
          />
        </>
      )}
    </FormModal>
  );
}

const AHEAD =
  'What recurs is charged as its days begin. What changes in them is charged, or given back, by the invoice of the month in which it changes.';

const Whole = (props: { label: string; description: string }) => (
  <NumberInput
    required
    allowDecimal={false}
    allowNegative={false}
    clampBehavior="none"
    hideControls
    w={220}
    {...props}
  />
);
