import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Objection } from './ObjectionList.tsx';
import { ANSWERS, type Answer, changeWords } from './processor-words.ts';

const AnswerDocument = graphql(`
  mutation AnswerProcessorObjection($input: AnswerProcessorObjectionInput!) {
    answerProcessorObjection(input: $input) {
      id
      answer
      answerText
      answeredAt
    }
  }
`);

interface AnswerObjectionProps {
  objection: Objection;
  onClose: () => void;
}

/** Answers an objection to a change that one has announced [D1]. */
export function AnswerObjection({
  objection: { id, tenantName, reason, change },
  onClose,
}: AnswerObjectionProps) {
  const answer = useSend(AnswerDocument, 'ProcessorObjection');
  const form = useSubmitForm({
    initialValues: { answer: 'MEASURES' as Answer, answerText: '' },
    schema: z.object({
      answer: z.enum(Object.keys(ANSWERS) as [Answer, ...Answer[]]),
      answerText: prose(2_000),
    }),
    send: (values) => answer({ input: { id, ...values } }),
    onDone: () => {
      notifications.show({ message: `${tenantName} is told.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  const upheld = values.answer === 'UPHELD' && change.state === 'ANNOUNCED';
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Answer ${tenantName}`}
      submitLabel={upheld ? 'Uphold and withdraw' : 'Send answer'}
      destructive={upheld}
      form={form}
      summary={
        <FormSummary
          facts={[['Change', changeWords(change)]]}
          effects={[
            `${tenantName} is told by mail, and reads your answer in the console. It is kept and cannot be changed.`,
            upheld &&
              `The change is withdrawn for everyone: all ${change.toldCount ?? ''} who were told are told so.`,
            !upheld && 'Once every objection is answered, the change comes into force on its day.',
          ]}
        />
      }
    >
      <Text fz="sm" style={{ whiteSpace: 'pre-line' }}>
        {reason}
      </Text>
      <Radio.Group label="Answer" {...getInputProps('answer')}>
        <Stack gap="sm" mt="xs">
          {Object.entries(ANSWERS).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label="In words"
        required
        autosize
        minRows={3}
        maxRows={10}
        {...getInputProps('answerText')}
      />
    </FormModal>
  );
}
