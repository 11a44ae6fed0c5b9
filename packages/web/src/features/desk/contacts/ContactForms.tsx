import { Select, Textarea, TextInput } from '@mantine/core';
import { email, line, name, optional, phone } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { optionsOf, SOURCES, type Source, STATUSES, type Status } from './contact-words.ts';

const AddDocument = graphql(`
  mutation AddContact($input: AddContactInput!) {
    addContact(input: $input) {
      id
    }
  }
`);
const UpdateDocument = graphql(`
  mutation UpdateContact($input: UpdateContactInput!) {
    updateContact(input: $input) {
      id
      name
    }
  }
`);

const schema = z.object({
  name: name(),
  email: optional(email()),
  phone: optional(phone()),
  organisation: optional(line(200)),
});

/** What a kind of subscriber means to whoever writes. */
const MEANS: Record<Status, string> = {
  UNKNOWN: 'Until you say what they are they are taken for an individual, who must have agreed.',
  INDIVIDUAL: 'They are written to only if they agreed, or bought or negotiated and did not refuse.',
  CORPORATE: 'They may be written to about what concerns their work, until they object.',
};

/** Enters somebody in the register [N2]. */
export function AddContact({
  opened,
  onClose,
  onAdded,
}: {
  opened: boolean;
  onClose: () => void;
  onAdded: (id: string) => void;
}) {
  const add = useSend(AddDocument, 'Contact');
  const form = useSubmitForm({
    initialValues: {
      name: '',
      email: '',
      phone: '',
      organisation: '',
      source: 'EVENT' as Source,
      sourceNote: '',
      pecrStatus: 'UNKNOWN' as Status,
      statusReason: '',
    },
    schema,
    send: (input) => add({ input }),
    onDone: ({ addContact: { id } }) => {
      onClose();
      onAdded(id);
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Add contact"
      submitLabel="Add contact"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['From', SOURCES[values.source]],
            ['Kind', STATUSES[values.pecrStatus]],
          ]}
          effects={[MEANS[values.pecrStatus], 'Nobody is told, and nothing is sent.']}
        />
      }
    >
      <Person getInputProps={getInputProps} />
      <Select
        label="Where their details are from"
        required
        allowDeselect={false}
        data={optionsOf(SOURCES).filter(({ value }) => value !== 'IMPORT' && value !== 'ENQUIRY')}
        {...getInputProps('source')}
      />
      <TextInput
        label="In words"
        placeholder="Stand 12 at the trade fair"
        maxLength={1_000}
        required={values.source === 'OTHER'}
        {...getInputProps('sourceNote')}
      />
      <Kind status={values.pecrStatus} getInputProps={getInputProps} />
    </FormModal>
  );
}

export interface Known {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  organisation: string | null;
  pecrStatus: Status;
  statusReason: string | null;
}

/** Corrects a contact, or says what kind of subscriber they are [N2]. */
export function EditContact({ contact, onClose }: { contact: Known; onClose: () => void }) {
  const update = useSend(UpdateDocument, 'Contact');
  const form = useSubmitForm({
    initialValues: {
      name: contact.name,
      email: contact.email ?? '',
      phone: contact.phone ?? '',
      organisation: contact.organisation ?? '',
      pecrStatus: contact.pecrStatus,
      statusReason: contact.statusReason ?? '',
    },
    schema,
    send: (_values, changed) => update({ input: { id: contact.id, ...changed((values) => values) } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title={`Edit ${contact.name}`} submitLabel="Save" form={form}>
      <Person getInputProps={getInputProps} />
      <Kind status={values.pecrStatus} getInputProps={getInputProps} />
    </FormModal>
  );
}

// biome-ignore lint/suspicious/noExplicitAny: of either form
type Props = (field: any) => any;

function Person({ getInputProps }: { getInputProps: Props }) {
  return (
    <>
      <TextInput label="Name" required maxLength={120} {...getInputProps('name')} />
      <TextInput label="E-mail" type="email" maxLength={254} {...getInputProps('email')} />
      <TextInput label="Telephone" type="tel" maxLength={40} {...getInputProps('phone')} />
      <TextInput label="Company" maxLength={200} {...getInputProps('organisation')} />
    </>
  );
}

function Kind({ status, getInputProps }: { status: Status; getInputProps: Props }) {
  return (
    <>
      <Select
        label="Kind of subscriber"
        description="Sole traders and partnerships are individuals; companies and Scottish partnerships are corporate."
        required
        allowDeselect={false}
        data={optionsOf(STATUSES)}
        {...getInputProps('pecrStatus')}
      />
      {status !== 'UNKNOWN' && (
        <Textarea
          label="What shows it"
          placeholder="Companies House 01234567"
          required
          autosize
          minRows={1}
          maxLength={1_000}
          {...getInputProps('statusReason')}
        />
      )}
    </>
  );
}
