import { Checkbox, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';

const ContactDocument = graphql(`
  query DataProtectionContact {
    dataProtectionContacts(first: 1, filter: { mine: true }) {
      nodes {
        id
        name
        email
        phone
        officer
      }
    }
  }
`);

const SetDocument = graphql(`
  mutation SetDataProtectionContact($input: SetDataProtectionContactInput!) {
    setDataProtectionContact(input: $input) {
      id
    }
  }
`);

type Contact = ResultOf<typeof ContactDocument>['dataProtectionContacts']['nodes'][number];

const TITLE = 'Whom to ask about data';

/** Whom people and the authority ask about one's own data; it stands in the record [D6]. */
export function DataProtectionContact({ onClose }: { onClose: () => void }) {
  const read = useRead(ContactDocument, {}, { types: ['DataProtectionContact'] });
  if (read.state === 'ready')
    return <ContactForm contact={read.data.dataProtectionContacts.nodes[0]} onClose={onClose} />;
  return (
    <Dialogue opened onClose={onClose} title={TITLE}>
      <Loaded from={read}>{() => null}</Loaded>
    </Dialogue>
  );
}

function ContactForm({ contact, onClose }: { contact: Contact | undefined; onClose: () => void }) {
  const set = useSend(SetDocument, 'ProcessingRecord');
  const form = useSubmitForm({
    initialValues: {
      name: contact?.name ?? '',
      email: contact?.email ?? '',
      phone: contact?.phone ?? '',
      officer: contact?.officer ?? false,
    },
    send: ({ phone, ...values }) => set({ input: { ...values, phone: phone || null } }),
    onDone: () => {
      notifications.show({ message: 'Saved; there is a new version of your records in a moment.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title={TITLE} submitLabel="Save" form={form}>
      <TextInput label="Name" required data-autofocus {...getInputProps('name')} />
      <TextInput label="E-mail" type="email" required {...getInputProps('email')} />
      <TextInput label="Telephone" type="tel" {...getInputProps('phone')} />
      <Checkbox
        label="Is our data protection officer"
        description="In the sense of UK GDPR Art. 37; otherwise a contact."
        {...getInputProps('officer', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
