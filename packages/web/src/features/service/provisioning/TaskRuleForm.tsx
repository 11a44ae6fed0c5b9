import { Alert, NumberInput, Select, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useProductOptions } from '../../../data/use-product-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { SIDES, stepsOf } from './task-words.ts';

const SetDocument = graphql(`
  mutation SetTaskTemplate($input: SetTaskTemplateInput!) {
    setTaskTemplate(input: $input) {
      id
      product {
        id
        name
      }
    }
  }
`);

const TakenDocument = graphql(`
  query TaskRuleOf($productId: ID!) {
    taskTemplates(first: 1, filter: { productId: $productId }) {
      totalCount
    }
  }
`);

interface Rule {
  doneBy: string;
  dueDays: number;
  setUp: readonly string[];
  changing: readonly string[];
  removal: readonly string[];
  product: { id: string; name: string };
}

const steps = z
  .string()
  .refine((text) => stepsOf(text).length <= 20, 'Must be at most 20 lines: more than that is several tasks.')
  .refine(
    (text) => stepsOf(text).every((step) => step.length <= 120),
    'Each line may have at most 120 characters.',
  );

const RULES = z.object({
  productId: z.string().min(1, 'Choose a product.'),
  dueDays: z
    .int('Must be a whole number of working days.')
    .min(0, 'Must be 0, the same day, at least.')
    .max(60, 'Must be 60 working days at most.'),
  setUp: steps,
  changing: steps,
  removal: steps,
});

const LISTS = [
  ['setUp', 'To set it up'],
  ['changing', 'To change it'],
  ['removal', 'To take it away'],
] as const;

/** Staff say what the tasks of a product consist of from now on [P2]. */
export function TaskRuleForm({ rule, onClose }: { rule?: Rule; onClose: () => void }) {
  const set = useSend(SetDocument, 'TaskTemplate');
  const form = useSubmitForm({
    initialValues: {
      productId: rule?.product.id ?? '',
      doneBy: rule?.doneBy === 'RESELLER' ? ('RESELLER' as const) : ('PLATFORM' as const),
      dueDays: rule?.dueDays ?? 3,
      setUp: (rule?.setUp ?? []).join('\n'),
      changing: (rule?.changing ?? []).join('\n'),
      removal: (rule?.removal ?? []).join('\n'),
    },
    schema: RULES,
    send: ({ setUp, changing, removal, ...values }) =>
      set({
        input: {
          ...values,
          setUp: stepsOf(setUp),
          changing: stepsOf(changing),
          removal: stepsOf(removal),
        },
      }),
    onDone: ({ setTaskTemplate }) => {
      notifications.show({ message: `Tasks of ${setTaskTemplate.product.name} are done so from now on.` });
      onClose();
    },
  });
  const { getInputProps, values } = form.form;
  const products = useProductOptions(values.productId || undefined);
  const taken = useRead(
    TakenDocument,
    { productId: values.productId },
    { pause: rule !== undefined || !values.productId },
  );
  return (
    <FormModal
      opened
      onClose={onClose}
      title={rule ? `Tasks of ${rule.product.name}` : 'How tasks of a product are done'}
      submitLabel="Save"
      size="lg"
      form={form}
    >
      {!rule && <FoundSelect label="Product" required choices={products} {...getInputProps('productId')} />}
      {taken.state === 'ready' && taken.data.taskTemplates.totalCount > 0 && (
        <Alert color="yellow">This product has a rule already. What you save takes its place.</Alert>
      )}
      <Select
        label="Done by"
        description="A customer without a reseller is always the platform’s."
        allowDeselect={false}
        data={Object.entries(SIDES).map(([value, label]) => ({ value, label }))}
        {...getInputProps('doneBy')}
      />
      <NumberInput
        label="Due within"
        description="Working days from when it is asked for; 0 is the same day."
        min={0}
        max={60}
        allowDecimal={false}
        {...getInputProps('dueDays')}
      />
      {LISTS.map(([field, label]) => (
        <Textarea
          key={field}
          label={label}
          description="What has to be done, one thing a line. Each is ticked off before the task is done."
          autosize
          minRows={2}
          maxRows={10}
          {...getInputProps(field)}
        />
      ))}
      <Text fz="sm" c="dimmed">
        Tasks that have begun stay as they are.
      </Text>
    </FormModal>
  );
}
