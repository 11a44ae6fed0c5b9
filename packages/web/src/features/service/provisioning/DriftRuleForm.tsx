import { NumberInput, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { isPolicy, POLICIES, type Policy } from './drift-words.ts';

const SetDocument = graphql(`
  mutation SetDriftRule($input: SetDriftRuleInput!) {
    setDriftRule(input: $input) {
      id
    }
  }
`);

interface DriftRuleFormProps {
  connectorId: string;
  products: readonly { id: string; name: string }[];
  /** Whether somebody looks again and again; else the connector says what has changed. */
  looks: boolean;
  rule?: { policy: string; everyHours: number; product: { id: string; name: string } | null };
  onClose: () => void;
}

const ALL = 'ALL';

/** What happens with each choice. */
const EFFECTS: Record<Policy, string> = {
  ASK: 'It stands under Provisioning, Differences, until somebody corrects or accepts it.',
  CORRECT:
    'The service is made what was ordered as soon as a difference is seen. What was changed there by hand is undone.',
  ACCEPT:
    'It is kept until an order changes what differs. A service that is missing is never accepted: it is charged for.',
};

/** Staff say what is done about differences at a connector, or with one of its products [P1]. */
export function DriftRuleForm({ connectorId, products, looks, rule, onClose }: DriftRuleFormProps) {
  const set = useSend(SetDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: {
      productId: rule?.product?.id ?? ALL,
      policy: rule && isPolicy(rule.policy) ? rule.policy : ('ASK' as Policy),
      everyHours: rule?.everyHours ?? 6,
    },
    schema: z.object({
      everyHours: z
        .int('Must be a whole number of hours.')
        .min(1, 'Must be an hour at least.')
        .max(168, 'Must be a week, 168 hours, at most.'),
    }),
    send: ({ productId, policy, everyHours }) =>
      set({ input: { connectorId, productId: productId === ALL ? null : productId, policy, everyHours } }),
    onDone: () => {
      notifications.show({ message: 'The rule holds from the next look on.' });
      onClose();
    },
  });
  const { getInputProps, values } = form.form;
  return (
    <FormModal opened onClose={onClose} title="What is done about differences" submitLabel="Save" form={form}>
      {rule ? (
        <Text fz="sm">{rule.product ? rule.product.name : 'All services without a rule of their own'}</Text>
      ) : (
        <Select
          label="Services"
          allowDeselect={false}
          data={[
            { value: ALL, label: 'All without a rule of their own' },
            ...products.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          {...getInputProps('productId')}
        />
      )}
      <Select
        label="If something differs"
        description={EFFECTS[values.policy]}
        allowDeselect={false}
        data={Object.entries(POLICIES).map(([value, label]) => ({ value, label }))}
        {...getInputProps('policy')}
      />
      {looks && values.productId === ALL && (
        <NumberInput
          label="Look every"
          description="Hours between one look and the next, about."
          min={1}
          max={168}
          allowDecimal={false}
          {...getInputProps('everyHours')}
        />
      )}
    </FormModal>
  );
}
