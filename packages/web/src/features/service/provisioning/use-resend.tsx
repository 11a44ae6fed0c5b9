import { notifications } from '@mantine/notifications';
import { IconSend } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import type { RowDeed } from '../../../ui/list/RowMenu.tsx';
import { outcomeWords } from './job-words.ts';

const ResendDocument = graphql(`
  mutation ResendMessage($input: ResendMessageInput!) {
    resendMessage(input: $input) {
      id
      state
      attemptLog {
        id
        outcome
      }
    }
  }
`);

interface Sent {
  id: string;
  connector: string;
  /** Why it cannot be; null: it can. */
  notSentAgain: string | null;
}

/** What can be done with a job whose message a webhook was sent: send it once more, or not now and why [P1]. */
export function useResend(): (job: Sent) => RowDeed[] {
  const can = useCan();
  const resend = useSend(ResendDocument, 'Subscription');
  return ({ id, connector, notSentAgain }) => {
    if (connector !== 'WEBHOOK' || !can('PROVISIONING_WRITE')) return [];
    const deed = { label: 'Send message again', icon: <IconSend size={16} /> };
    if (notSentAgain) return [{ ...deed, held: notSentAgain }];
    const ask = {
      title: 'Send the message again?',
      consequence:
        'The receiver gets the same message under the same id, signed anew. One that remembers the id does nothing twice.',
      confirmLabel: 'Send again',
      onConfirm: async () => {
        const { resendMessage } = await resend({ input: { jobId: id } });
        const outcome = resendMessage.attemptLog.at(-1)?.outcome ?? 'DONE';
        notifications.show(
          outcome === 'DONE'
            ? { message: 'The message was delivered again.' }
            : { message: `The message was not taken: ${outcomeWords(outcome)}.`, color: 'red' },
        );
      },
    };
    return [{ ...deed, ask }];
  };
}
