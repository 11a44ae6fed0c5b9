import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, date as dateRule, line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const PromiseDocument = graphql(`
  mutation NotePromise($input: NotePromiseInput!) {
    notePromise(input: $input) {
      id
      until
    }
  }
`);

interface NotePromiseProps {
  invoice: { id: string; number: string | null };
  onClose: () => void;
}

/** Notes who of a customer has promised to pay, and until when [B7]. */
export function NotePromise({ invoice: { id, number }, onClose }: NotePromiseProps) {
  const note = useSend(PromiseDocument, 'InvoicePause');
  const now = today();
  const form = useSubmitForm({
    initialValues: { promisedBy: '', until: addDays(now, 7) },
    schema: z.object({ promisedBy: line(120), until: dateRule() }),
    send: ({ promisedBy, until }) => note({ input: { invoiceId: id, promisedBy, until } }),
    onDone: ({ notePromise: { until } }) => {
      notifications.show({ message: `${number} is not chased until ${date(until ?? '')} is over.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`A promise to pay ${number}`}
      submitLabel="Note promise"
      form={form}
      summary={
        <FormSummary
          effects={[
            'Until that day is over the customer is not reminded of this invoice.',
            'If it is not paid then, chasing goes on.',
            'It takes the place of a promise before.',
          ]}
        />
      }
    >
      <TextInput
        label="Who has promised"
        required
        maxLength={120}
        autoComplete="off"
        data-autofocus
        {...getInputProps('promisedBy')}
      />
      <DayField label="Until" required min={now} max={addDays(now, 90)} {...getInputProps('until')} />
    </FormModal>
  );
}
