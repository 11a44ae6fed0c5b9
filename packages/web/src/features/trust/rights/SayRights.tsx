import { Text, Textarea } from '@mantine/core';
import { optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { personOf, type RightsRow } from './rights-words.ts';

const IdentityDocument = graphql(`
  mutation AskForIdentity($input: AskForIdentityInput!) {
    askForIdentity(input: $input) {
      id
    }
  }
`);
const ClarifyDocument = graphql(`
  mutation AskForClarification($input: AskForClarificationInput!) {
    askForClarification(input: $input) {
      id
    }
  }
`);
const AnswerDocument = graphql(`
  mutation AnswerClarification($input: AnswerClarificationInput!) {
    answerClarification(input: $input) {
      id
    }
  }
`);
const ExtendDocument = graphql(`
  mutation ExtendRightsRequest($input: ExtendRightsRequestInput!) {
    extendRightsRequest(input: $input) {
      id
    }
  }
`);
const AcknowledgeDocument = graphql(`
  mutation AcknowledgeComplaint($input: AcknowledgeComplaintInput!) {
    acknowledgeComplaint(input: $input) {
      id
    }
  }
`);
const CompleteDocument = graphql(`
  mutation CompleteRightsRequest($input: CompleteRightsRequestInput!) {
    completeRightsRequest(input: $input) {
      id
    }
  }
`);
const RefuseDocument = graphql(`
  mutation RefuseRightsRequest($input: RefuseRightsRequestInput!) {
    refuseRightsRequest(input: $input) {
      id
    }
  }
`);

export type Said = 'identity' | 'clarify' | 'answer' | 'extend' | 'acknowledge' | 'complete' | 'refuse';

interface Words {
  title: string;
  deed: string;
  label: string;
  says: (person: string) => string;
  most: number;
}
const SAID: Record<Said, Words> = {
  identity: {
    title: 'Ask who they are',
    deed: 'Send the question',
    label: 'What would show it',
    says: (person) =>
      `${person} is written to, and time stands still until you confirm. Ask for no more than is needed: often a call back is enough.`,
    most: 2_000,
  },
  clarify: {
    title: 'Ask what they mean',
    deed: 'Send the question',
    label: 'The question',
    says: (person) => `${person} is written to, and time stands still until they have answered.`,
    most: 2_000,
  },
  answer: {
    title: 'Answer the question',
    deed: 'Send the answer',
    label: 'The answer',
    says: () => 'Time runs again from today.',
    most: 2_000,
  },
  extend: {
    title: 'Extend by two months',
    deed: 'Extend and write',
    label: 'Why it takes longer',
    says: (person) =>
      `${person} is told now, with the reasons and by when they are answered. It can be done once, and only for what is complex.`,
    most: 2_000,
  },
  acknowledge: {
    title: 'Acknowledge the complaint',
    deed: 'Acknowledge',
    label: 'A word to it (optional)',
    says: (person) => `${person} is told that you have the complaint and look into it.`,
    most: 2_000,
  },
  complete: {
    title: 'Complete this request',
    deed: 'Complete and write',
    label: 'What you tell them',
    says: (person) => `${person} is written what you did. Nothing can be changed afterwards.`,
    most: 4_000,
  },
  refuse: {
    title: 'Refuse this request',
    deed: 'Refuse and write',
    label: 'The reasons',
    says: (person) =>
      `${person} is told why, and that they may complain to the Information Commissioner or go to court. It cannot be undone.`,
    most: 4_000,
  },
};

interface SayRightsProps {
  what: Said;
  request: RightsRow;
  opened: boolean;
  onClose: () => void;
}

/** A step that goes with words to the person, or from them [D3]. */
export function SayRights({ what, request, opened, onClose }: SayRightsProps) {
  const { level } = useViewer();
  const send = {
    identity: useSend(IdentityDocument, 'RightsEvent'),
    clarify: useSend(ClarifyDocument, 'RightsEvent'),
    answer: useSend(AnswerDocument, 'RightsEvent'),
    extend: useSend(ExtendDocument, 'RightsEvent'),
    acknowledge: useSend(AcknowledgeDocument, 'RightsEvent'),
    complete: useSend(CompleteDocument, 'RightsEvent'),
    refuse: useSend(RefuseDocument, 'RightsEvent'),
  }[what];
  const { title, deed, label, says, most } = SAID[what];
  const form = useSubmitForm({
    initialValues: { words: '' },
    schema: z.object({ words: what === 'acknowledge' ? optional(prose(most)) : prose(most) }),
    send: async ({ words }): Promise<void> => void (await send({ input: { id: request.id, words } })),
    onDone: onClose,
  });
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title={title}
      submitLabel={deed}
      destructive={what === 'refuse'}
      form={form}
    >
      <Text fz="sm">{says(level === 'END_USER' ? 'You' : personOf(request))}</Text>
      <Textarea
        label={label}
        required={what !== 'acknowledge'}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={most}
        {...form.form.getInputProps('words')}
      />
    </FormModal>
  );
}
