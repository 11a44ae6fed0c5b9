import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { NAMED } from './AddConnector.tsx';
import { UpdateDocument } from './EditWebhook.tsx';
import { asSettings, beginningOf, type Kind } from './kinds.ts';
import { ProductsField } from './ProductsField.tsx';
import { SettingFields } from './SettingFields.tsx';

interface EditConnectorProps {
  kind: Kind;
  connector: {
    id: string;
    name: string;
    settingValues: readonly { name: string; value: string }[];
    products: readonly { id: string; name: string }[];
  };
  onClose: () => void;
}

/** Renames a connector, moves it, or changes what it sets up; what signs in to it stays [P2]. */
export function EditConnector({ kind, connector, onClose }: EditConnectorProps) {
  const { id, name, settingValues, products } = connector;
  const update = useSend(UpdateDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: {
      name,
      settings: beginningOf(kind.settings, settingValues),
      productIds: products.map((product) => product.id),
    },
    schema: NAMED,
    send: (_values, changed) =>
      update({
        input: {
          id,
          ...changed((values) => ({
            name: values.name,
            settings: asSettings(values.settings),
            productIds: values.productIds,
          })),
        },
      }),
    onDone: ({ updateConnector }) => {
      notifications.show({ message: `${updateConnector.name} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Edit ${name}`} submitLabel="Save" size="lg" form={form}>
      <TextInput label="Name" required maxLength={80} {...form.form.getInputProps('name')} />
      <SettingFields form={form.form} path="settings" fields={kind.settings} title="Settings" />
      <ProductsField products={products} given={form.form.getInputProps('productIds')} />
    </FormModal>
  );
}
