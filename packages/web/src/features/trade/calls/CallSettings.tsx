import { Alert, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';

const SettingsDocument = graphql(`
  query CallSettings($companyId: ID!) {
    callSettings(companyId: $companyId) {
      itemised
      endUsersSee
    }
  }
`);
const SetDocument = graphql(`
  mutation SetCallSettings($input: SetCallSettingsInput!) {
    setCallSettings(input: $input) {
      itemised
      endUsersSee
    }
  }
`);

interface Settings {
  itemised: boolean;
  endUsersSee: boolean;
}

/** Whether a company's calls are listed one by one, and whether its people see theirs [B3]. */
export function CallSettings({ companyId, onClose }: { companyId: string; onClose: () => void }) {
  const read = useRead(SettingsDocument, { companyId }, { types: ['Company'] });
  if (read.state !== 'ready')
    return (
      <Dialogue opened onClose={onClose} title="Who sees calls">
        <Loaded from={read}>{() => null}</Loaded>
      </Dialogue>
    );
  return <Form companyId={companyId} settings={read.data.callSettings} onClose={onClose} />;
}

function Form({
  companyId,
  settings,
  onClose,
}: {
  companyId: string;
  settings: Settings;
  onClose: () => void;
}) {
  const send = useSend(SetDocument, 'CallRecord');
  const form = useSubmitForm({
    initialValues: { itemised: settings.itemised, endUsersSee: settings.endUsersSee },
    send: (values) => send({ input: { companyId, ...values } }),
    onDone: () => {
      notifications.show({ message: 'Saved. It holds for all calls that are kept.' });
      onClose();
    },
  });
  const { getInputProps, values } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Who sees calls" submitLabel="Save" form={form}>
      <Switch
        label="List calls one by one"
        description="Else the company sees what its calls come to by zone, and no single one."
        {...getInputProps('itemised', { type: 'checkbox' })}
      />
      <Switch
        label="Show people their own calls"
        description="Those of the numbers they had when the call was made, with the whole number."
        {...getInputProps('endUsersSee', { type: 'checkbox' })}
      />
      {!values.itemised && <Alert color="yellow">Nobody of the company will be shown single calls.</Alert>}
    </FormModal>
  );
}
