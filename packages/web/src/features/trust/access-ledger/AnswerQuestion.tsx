import { Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { whatOf } from './access-words.ts';
import type { Entry } from './WhoLookedPage.tsx';

const AnswerDocument = graphql(`
  mutation AnswerAccessQuestion($input: AnswerAccessQuestionInput!) {
    answerAccessQuestion(input: $input) {
      id
      questions {
        id
        answer
        answeredAt
      }
    }
  }
`);

interface AnswerQuestionProps {
  entry: Entry;
  onClose: () => void;
}

/** What somebody asked about an entry, and the answer; or the form for whoever may give it [U6]. */
export function AnswerQuestion({ entry, onClose }: AnswerQuestionProps) {
  const can = useCan();
  const [question] = entry.questions;
  if (question && !question.answer && can('ACCESS_LEDGER_ANSWER'))
    return <Answer entry={entry} questionId={question.id} onClose={onClose} />;
  return (
    <Dialogue opened onClose={onClose} title="Question and answer">
      <Asked entry={entry} />
      {question?.answer ? (
        <Stack gap={2} mt="md">
          <Text fz="sm" fw={600}>
            Answered <DateText at={question.answeredAt} as="ago" />
          </Text>
          <Words>{question.answer}</Words>
        </Stack>
      ) : (
        <Text fz="sm" mt="md" c="dimmed">
          It waits for the administrators’ answer.
        </Text>
      )}
    </Dialogue>
  );
}

function Answer({ entry, questionId, onClose }: AnswerQuestionProps & { questionId: string }) {
  const answer = useSend(AnswerDocument, 'AccessEntry');
  const form = useSubmitForm({
    initialValues: { answer: '' },
    schema: z.object({ answer: prose(2_000) }),
    send: (given) => answer({ input: { questionId, answer: given.answer } }),
    onDone: () => {
      notifications.show({ message: `${entry.endUserName ?? 'The person'} is told.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Answer this question?" submitLabel="Send answer" form={form}>
      <Asked entry={entry} />
      <Textarea
        label="Answer"
        description="The person reads it as it is. It cannot be changed."
        required
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        {...form.form.getInputProps('answer')}
      />
    </FormModal>
  );
}

function Asked({ entry: { byName, what, at, questions } }: { entry: Entry }) {
  return (
    <Stack gap={2}>
      <Text fz="sm" c="dimmed">
        {byName}: {whatOf(what)}, <DateText at={at} />
      </Text>
      <Words>{questions[0]?.question ?? ''}</Words>
    </Stack>
  );
}

function Words({ children }: { children: string }) {
  return (
    <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
      “{children}”
    </Text>
  );
}
