import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { asSettings, beginningOf, type Kind } from './kinds.ts';
import { SettingFields } from './SettingFields.tsx';

const CredentialsDocument = graphql(`
  mutation SetConnectorCredentials($input: SetConnectorCredentialsInput!) {
    setConnectorCredentials(input: $input) {
      id
    }
  }
`);

interface NewCredentialsProps {
  kind: Kind;
  connector: { id: string; name: string };
  onClose: () => void;
}

/** Replaces what signs in to a connector; what there was is never shown [P2] [S55]. */
export function NewCredentials({ kind, connector: { id, name }, onClose }: NewCredentialsProps) {
  const replace = useSend(CredentialsDocument, 'Connector');
  const form = useSubmitForm({
    initialValues: { credentials: beginningOf(kind.credentials) },
    send: ({ credentials }) => replace({ input: { id, credentials: asSettings(credentials) } }),
    onDone: () => {
      notifications.show({ message: `${name} has new credentials.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`New credentials for ${name}`}
      submitLabel="Replace credentials"
      form={form}
    >
      <Text fz="sm">They hold from the next conversation on. Nobody can read them again.</Text>
      <SettingFields form={form.form} path="credentials" fields={kind.credentials} title="Credentials" />
    </FormModal>
  );
}
