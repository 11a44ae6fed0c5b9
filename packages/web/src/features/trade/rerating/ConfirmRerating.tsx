import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { AskedCalls } from './RerateCalls.tsx';
import type { Preview } from './ReratingPreview.tsx';
import { daysOf, minorOf, signed } from './words.ts';

const RerateDocument = graphql(`
  mutation RerateCalls($input: RerateCallsInput!) {
    rerateCalls(input: $input) {
      id
    }
  }
`);

interface ConfirmReratingProps {
  preview: Preview;
  asked: AskedCalls;
  /** How many calls get another price. */
  changed: number;
  onClose: () => void;
}

/** Says what will happen, and asks what the notes are to say [B2]. */
export function ConfirmRerating({ preview, asked, changed, onClose }: ConfirmReratingProps) {
  const navigate = useNavigate();
  const rerate = useSend(RerateDocument, 'Rerating');
  const days = daysOf(asked.firstDay, asked.lastDay);
  const form = useSubmitForm({
    initialValues: { reason: `Calls of ${days} are charged anew: their tariff was mended.` },
    schema: z.object({
      reason: z.string().trim().min(1, 'Must be filled in.').max(500, 'May have at most 500 characters.'),
    }),
    send: ({ reason }) => rerate({ input: { ...asked, reason } }),
    onDone: ({ rerateCalls: { id } }) => {
      notifications.show({ message: 'The calls are being re-rated.' });
      void navigate({ to: '/reratings/$reratingId', params: { reratingId: id } });
    },
  });
  const { notes, currency, waitingMicro } = preview;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Re-rate ${plural(changed, 'call')}`}
      submitLabel="Re-rate calls"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Days', days],
            ['On the next invoices, net', signed(minorOf(waitingMicro), currency)],
            ['Notes to issue', String(notes.length)],
          ]}
          effects={[
            'Calls get the prices of the versions that hold now. What they were rated at before is kept beside it.',
            'What waits for an invoice moves by the difference at once.',
            notes.length
              ? 'Invoices stay as they are. Notes are proposed; nobody is told before you issue them.'
              : 'No invoice is concerned.',
          ]}
        />
      }
    >
      <Textarea
        label="Reason"
        description="The notes say it to customers."
        required
        autosize
        minRows={3}
        maxLength={500}
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
