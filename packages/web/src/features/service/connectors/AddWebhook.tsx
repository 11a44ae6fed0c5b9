import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { CONNECTOR_RULES, ConnectorFields } from './ConnectorFields.tsx';
import { ConfigureDocument } from './NewSecret.tsx';

interface AddWebhookProps {
  onClose: () => void;
  /** Gets the secret, which nobody can read again. */
  onDone: (name: string, secret: string) => void;
}

/** Says which endpoint sets which products up [P2] [S78]. */
export function AddWebhook({ onClose, onDone }: AddWebhookProps) {
  const configure = useSend(ConfigureDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: { name: '', url: '', productIds: [] as string[] },
    schema: CONNECTOR_RULES,
    send: async (input) => ({ name: input.name, ...(await configure({ input })) }),
    onDone: ({ name, configureWebhook }) => onDone(name, configureWebhook.secret),
  });
  return (
    <FormModal opened onClose={onClose} title="Add webhook" submitLabel="Add webhook" size="lg" form={form}>
      <ConnectorFields form={form.form} />
    </FormModal>
  );
}
