import { Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { whatOf } from './access-words.ts';
import type { Entry } from './WhoLookedPage.tsx';

const AskDocument = graphql(`
  mutation AskAboutAccess($input: AskAboutAccessInput!) {
    askAboutAccess(input: $input) {
      id
      questions {
        id
        question
        askedAt
        answer
        answeredAt
      }
    }
  }
`);

/** One asks one's company about an entry: once about each [U6]. */
export function AskAboutAccess({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const ask = useSend(AskDocument, 'AccessEntry');
  const form = useSubmitForm({
    initialValues: { question: '' },
    schema: z.object({ question: prose(1_000) }),
    send: ({ question }) => ask({ input: { entryId: entry.id, question } }),
    onDone: () => {
      notifications.show({
        message: 'Your administrators have it before them. You are told when they answer.',
      });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Ask about this?" submitLabel="Send question" form={form}>
      <Text fz="sm">
        {entry.byName}: {whatOf(entry.what)}, <DateText at={entry.at} />. Your company’s administrators
        answer; you can ask once about each entry.
      </Text>
      <Textarea
        label="Your question"
        required
        autosize
        minRows={3}
        maxRows={8}
        maxLength={1000}
        {...form.form.getInputProps('question')}
      />
    </FormModal>
  );
}
