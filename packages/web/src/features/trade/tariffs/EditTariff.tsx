import { Checkbox, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Tariff } from './TariffPage.tsx';

const UpdateDocument = graphql(`
  mutation UpdateTariff($input: UpdateTariffInput!) {
    updateTariff(input: $input) {
      id
      name
    }
  }
`);

/** What a tariff is called, and whether it is for everyone else [B2]. */
export function EditTariff({ tariff, onClose }: { tariff: Tariff; onClose: () => void }) {
  const update = useSend(UpdateDocument, 'Tariff');
  const form = useSubmitForm({
    initialValues: { name: tariff.name, everyone: tariff.everyone },
    schema: z.object({ name: line(80), everyone: z.boolean() }),
    send: (_values, changed) => update({ input: { id: tariff.id, ...changed((values) => values) } }),
    onDone: ({ updateTariff }) => {
      notifications.show({ message: `${updateTariff.name} is saved.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title={`Edit ${tariff.name}`} submitLabel="Save" form={form}>
      <TextInput label="Name" required maxLength={80} autoComplete="off" {...getInputProps('name')} />
      <Checkbox
        label={`For all ${tariff.kind === 'RETAIL' ? 'companies' : 'resellers'} that have no tariff of their own`}
        {...getInputProps('everyone', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
