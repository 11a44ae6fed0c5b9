import { Select, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { OUTCOMES, type Outcome, optionsOf } from './enquiry-words.ts';

const AnswerDocument = graphql(`
  mutation AnswerEnquiry($input: AnswerEnquiryInput!) {
    answerEnquiry(input: $input) {
      id
      state
    }
  }
`);
const ContactDocument = graphql(`
  mutation AddContactOfEnquiry($input: AddContactOfEnquiryInput!) {
    addContactOfEnquiry(input: $input) {
      id
      contactId
    }
  }
`);
const CloseDocument = graphql(`
  mutation CloseEnquiry($input: CloseEnquiryInput!) {
    closeEnquiry(input: $input) {
      id
      state
    }
  }
`);

/** Answers by e-mail [S4]. */
export function AnswerEnquiry({ id, to, onClose }: { id: string; to: string; onClose: () => void }) {
  const answer = useSend(AnswerDocument, 'Enquiry');
  const form = useSubmitForm({
    initialValues: { text: '' },
    schema: z.object({ text: prose(5_000) }),
    send: ({ text }) => answer({ input: { id, text } }),
    onDone: onClose,
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Answer"
      submitLabel="Send answer"
      size="lg"
      form={form}
      summary={
        <FormSummary
          facts={[['To', to]]}
          effects={[
            'It goes by e-mail in your company’s name, with yours below it.',
            'Keep to what they asked: an enquiry is no leave to advertise.',
          ]}
        />
      }
    >
      <Textarea
        label="Answer"
        required
        autosize
        minRows={6}
        maxLength={5_000}
        {...form.form.getInputProps('text')}
      />
    </FormModal>
  );
}

const KINDS = {
  UNKNOWN: 'Not known yet',
  INDIVIDUAL: 'Individual subscriber',
  CORPORATE: 'Corporate subscriber',
} as const;

/** Puts whoever asked into the register of contacts [S4]. */
export function MakeContact({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const add = useSend(ContactDocument, 'Contact');
  const form = useSubmitForm({
    initialValues: { pecrStatus: 'UNKNOWN' as keyof typeof KINDS, statusReason: '' },
    send: (values) => add({ input: { id, ...values } }),
    onDone: onClose,
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Make ${name} a contact`}
      submitLabel="Make a contact"
      form={form}
      summary={
        <FormSummary
          facts={[['Kind', KINDS[values.pecrStatus]]]}
          effects={['They stand in the register, which is no leave to write to them about anything else.']}
        />
      }
    >
      <Select
        label="Kind of subscriber"
        description="Sole traders and partnerships are individuals; companies are corporate."
        required
        allowDeselect={false}
        data={optionsOf(KINDS)}
        {...getInputProps('pecrStatus')}
      />
      {values.pecrStatus !== 'UNKNOWN' && (
        <Textarea
          label="What shows it"
          required
          autosize
          minRows={1}
          maxLength={1_000}
          {...getInputProps('statusReason')}
        />
      )}
    </FormModal>
  );
}

/** Closes an enquiry and says what became of it [S4]. */
export function CloseEnquiry({ id, onClose }: { id: string; onClose: () => void }) {
  const close = useSend(CloseDocument, 'Enquiry');
  const form = useSubmitForm({
    initialValues: { outcome: 'NOTHING' as Outcome, note: '' },
    send: (values) => close({ input: { id, ...values } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Close the enquiry" submitLabel="Close enquiry" form={form}>
      <Select
        label="What became of it"
        required
        allowDeselect={false}
        data={optionsOf(OUTCOMES)}
        {...getInputProps('outcome')}
      />
      <Textarea label="Note" autosize minRows={2} maxLength={2_000} {...getInputProps('note')} />
    </FormModal>
  );
}
