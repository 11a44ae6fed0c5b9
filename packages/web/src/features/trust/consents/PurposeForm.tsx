import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { line, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { ABOUT, AUDIENCES, CHANNELS, optionsOf } from './consent-words.ts';

const AddDocument = graphql(`
  mutation AddConsentPurpose($input: AddConsentPurposeInput!) {
    addConsentPurpose(input: $input) {
      id
    }
  }
`);
const PublishDocument = graphql(`
  mutation PublishConsentText($input: PublishConsentTextInput!) {
    publishConsentText(input: $input) {
      id
      version
      text
    }
  }
`);

/** Begins to ask people for a consent [D7]. */
export function AddPurpose({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const add = useSend(AddDocument, 'ConsentPurpose');
  const sells = useViewer().level !== 'COMPANY';
  const form = useSubmitForm({
    initialValues: {
      name: '',
      channel: 'EMAIL' as keyof typeof CHANNELS,
      asks: 'EVERYONE' as keyof typeof AUDIENCES,
      about: 'NEWS' as keyof typeof ABOUT,
      text: '',
    },
    schema: z.object({ name: line(120), text: prose(5_000) }),
    send: ({ about, ...given }) =>
      add({ input: { ...given, about: given.asks === 'CONTACTS' ? about : null } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Ask for a consent"
      submitLabel="Ask"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Asked', AUDIENCES[values.asks]],
            ['Reached by', CHANNELS[values.channel]],
          ]}
          effects={[
            values.asks === 'CONTACTS'
              ? 'They find the question on your enquiry forms, with nothing ticked.'
              : 'They find the question on their page, with nothing ticked, and may say no or nothing.',
            'Until somebody agrees they have not: silence is no consent.',
            'Mail of the service itself, such as invoices, needs no consent and goes on.',
          ]}
        />
      }
    >
      <TextInput
        label="Purpose"
        placeholder="News about our products"
        required
        maxLength={120}
        {...getInputProps('name')}
      />
      <Select
        label="How they are reached"
        description="One each: whoever agrees to letters has not agreed to calls."
        required
        allowDeselect={false}
        data={optionsOf(CHANNELS)}
        {...getInputProps('channel')}
      />
      <Select
        label="Who is asked"
        required
        allowDeselect={false}
        data={optionsOf(AUDIENCES).filter(({ value }) => value !== 'CONTACTS' || sells)}
        {...getInputProps('asks')}
      />
      {values.asks === 'CONTACTS' && (
        <Select
          label="What they are then written about"
          required
          allowDeselect={false}
          data={optionsOf(ABOUT)}
          {...getInputProps('about')}
        />
      )}
      <Textarea
        label="Words"
        description="As they are shown: who writes, about what, how often, and that it can be withdrawn."
        required
        autosize
        minRows={4}
        maxLength={5_000}
        {...getInputProps('text')}
      />
    </FormModal>
  );
}

export interface OwnPurpose {
  id: string;
  name: string;
  version: number;
  text: string;
  channel: keyof typeof CHANNELS;
  asks: keyof typeof AUDIENCES;
  givenCount: number | null;
}

/** Publishes newer words of a purpose; those that go beyond the former are asked again [D7]. */
export function PublishText({ purpose, onClose }: { purpose: OwnPurpose; onClose: () => void }) {
  const publish = useSend(PublishDocument, 'ConsentPurpose');
  const form = useSubmitForm({
    initialValues: { text: purpose.text, widens: false },
    schema: z.object({ text: prose(5_000) }),
    send: (values) => publish({ input: { purposeId: purpose.id, ...values } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  const given = plural(purpose.givenCount ?? 0, 'person', 'people');
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`New words of ${purpose.name}`}
      submitLabel="Publish"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Version', String(purpose.version + 1)],
            ['Have consented', given],
          ]}
          effects={
            values.widens
              ? [`${given} will be asked again: until they agree their consent does not count.`]
              : ['What people have said goes on counting. The former words stay on record.']
          }
        />
      }
    >
      <Textarea label="Words" required autosize minRows={4} maxLength={5_000} {...getInputProps('text')} />
      <Checkbox
        label="They ask for more than before"
        description="Another purpose, more channels, others who may write: whoever has consented is asked again."
        {...getInputProps('widens', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
