import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { asSettings, beginningOf, type Kind } from './kinds.ts';
import { ProductsField } from './ProductsField.tsx';
import { SettingFields } from './SettingFields.tsx';

const AddDocument = graphql(`
  mutation AddConnector($input: AddConnectorInput!) {
    addConnector(input: $input) {
      id
      name
    }
  }
`);

export const NAMED = z.object({ name: line(80) });

interface AddConnectorProps {
  kind: Kind;
  onClose: () => void;
  onDone: (id: string) => void;
}

/** Says where a system of a known kind is, what signs in to it, and what it sets up [P2] [S55]. */
export function AddConnector({ kind, onClose, onDone }: AddConnectorProps) {
  const add = useSend(AddDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: {
      name: '',
      settings: beginningOf(kind.settings),
      credentials: beginningOf(kind.credentials),
      productIds: [] as string[],
    },
    schema: NAMED,
    send: ({ name, settings, credentials, productIds }) =>
      add({
        input: {
          kind: kind.kind,
          name,
          settings: asSettings(settings),
          credentials: asSettings(credentials),
          productIds,
        },
      }),
    onDone: ({ addConnector }) => {
      notifications.show({ message: `${addConnector.name} is added. Test the connection next.` });
      onDone(addConnector.id);
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Add connector: ${kind.label}`}
      submitLabel="Add connector"
      size="lg"
      form={form}
    >
      <TextInput label="Name" required maxLength={80} {...form.form.getInputProps('name')} />
      <SettingFields form={form.form} path="settings" fields={kind.settings} title="Settings" />
      <SettingFields form={form.form} path="credentials" fields={kind.credentials} title="Credentials" />
      <ProductsField given={form.form.getInputProps('productIds')} />
    </FormModal>
  );
}
