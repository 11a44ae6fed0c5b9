import { Button, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, prose } from '@steward/shared';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { BreachNotice } from './notice.ts';
import { DraftsDocument } from './RecordAuthority.tsx';

const LettersDocument = graphql(`
  mutation SendLettersToPersons($input: SendLettersToPersonsInput!) {
    sendLettersToPersons(input: $input) {
      id
      lettersSentAt
    }
  }
`);

/** The controller writes to the people whose data were touched, each once [D5]. */
export function WriteLetters({ notice }: { notice: BreachNotice }) {
  const [opened, setOpened] = useState(false);
  const drafts = useRead(DraftsDocument, { noticeId: notice.id }, { pause: !opened });
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Write to the people…
      </Button>
      {opened && drafts.state === 'ready' && (
        <LetterForm
          notice={notice}
          draft={{ subject: drafts.data.breachDrafts.letterSubject, text: drafts.data.breachDrafts.letter }}
          onClose={() => setOpened(false)}
        />
      )}
    </>
  );
}

interface LetterFormProps {
  notice: BreachNotice;
  draft: { subject: string; text: string };
  onClose: () => void;
}

function LetterForm({ notice: { id, endUserCount }, draft, onClose }: LetterFormProps) {
  const send = useSend(LettersDocument, 'BreachNotice');
  const form = useSubmitForm({
    initialValues: draft,
    schema: z.object({
      subject: line(150),
      text: prose(5_000).refine(
        (text) => !text.includes('[to be filled in:'),
        'A gap in square brackets is left: fill it in, or take it out.',
      ),
    }),
    ask: () => ({
      title: `Write to ${plural(endUserCount, 'person', 'people')}?`,
      consequence:
        'Each of them gets this letter once, by mail and in their console. It cannot be taken back.',
      confirmLabel: 'Send letters',
    }),
    send: (values) => send({ input: { noticeId: id, ...values } }),
    onDone: () => {
      notifications.show({ message: 'The letters are on their way.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Write to the people concerned"
      submitLabel="Send letters…"
      form={form}
      summary={
        <FormSummary
          facts={[['People concerned', count(endUserCount)]]}
          effects={[
            'The greeting with their first name is put before it.',
            'Whoever was written to already is not written to again.',
            'Who has no e-mail address is counted: tell them otherwise.',
          ]}
        />
      }
    >
      <TextInput label="Subject" required maxLength={150} {...getInputProps('subject')} />
      <Textarea
        label="Letter"
        required
        autosize
        minRows={8}
        maxRows={18}
        maxLength={5_000}
        {...getInputProps('text')}
      />
    </FormModal>
  );
}
