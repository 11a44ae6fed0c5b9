import { NumberInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, NOTICE_DAYS, noticeDays, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { servicesWords } from './processor-words.ts';

const EndDocument = graphql(`
  mutation AnnounceSubProcessorEnd($input: AnnounceSubProcessorEndInput!) {
    announceSubProcessorEnd(input: $input) {
      id
    }
  }
`);

interface AnnounceEndProps {
  subProcessor: { id: string; name: string; products: readonly string[] };
  onClose: () => void;
}

/** Announces that a sub-processor goes without another in its place [D1]. */
export function AnnounceEnd({ subProcessor: { id, name, products }, onClose }: AnnounceEndProps) {
  const end = useSend(EndDocument, 'ProcessorChange');
  const form = useSubmitForm({
    initialValues: { reason: '', noticeDays: NOTICE_DAYS },
    schema: z.object({ reason: prose(2_000), noticeDays: noticeDays() }),
    send: (values) => end({ input: { id, ...values } }),
    onDone: () => {
      notifications.show({ message: `It is announced that ${name} goes.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Announce the end of ${name}`}
      submitLabel="Announce"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Holds from', date(addDays(today(), Number(values.noticeDays) || NOTICE_DAYS))],
            ['Services', servicesWords(products)],
          ]}
          effects={[
            'Everyone who holds these services is told now, in the console and by mail, and may object.',
            'It goes on taking part until that day.',
          ]}
        />
      }
    >
      <Textarea label="Why" required autosize minRows={3} maxRows={8} {...getInputProps('reason')} />
      <NumberInput
        label="Days of notice"
        required
        min={NOTICE_DAYS}
        max={365}
        {...getInputProps('noticeDays')}
      />
    </FormModal>
  );
}
