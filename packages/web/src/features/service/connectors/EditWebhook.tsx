import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CONNECTOR_RULES, ConnectorFields } from './ConnectorFields.tsx';

export const UpdateDocument = graphql(`
  mutation UpdateConnector($input: UpdateConnectorInput!) {
    updateConnector(input: $input) {
      id
      name
    }
  }
`);

interface EditWebhookProps {
  connector: { id: string; name: string; url: string; products: readonly { id: string; name: string }[] };
  onClose: () => void;
}

/** Renames a webhook, moves it, or changes what it sets up; its secret stays [P2]. */
export function EditWebhook({ connector: { id, name, url, products }, onClose }: EditWebhookProps) {
  const update = useSend(UpdateDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: { name, url, productIds: products.map((product) => product.id) },
    schema: CONNECTOR_RULES,
    send: (_values, changed) => update({ input: { id, ...changed((values) => values) } }),
    onDone: ({ updateConnector }) => {
      notifications.show({ message: `${updateConnector.name} is saved.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Edit ${name}`} submitLabel="Save" size="lg" form={form}>
      <ConnectorFields form={form.form} products={products} />
    </FormModal>
  );
}
