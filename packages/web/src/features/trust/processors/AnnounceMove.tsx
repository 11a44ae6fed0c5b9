import { NumberInput, Select, TagsInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, NOTICE_DAYS, noticeDays, prose, subProcessorFields } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { servicesWords, TRANSFERS, type Transfer } from './processor-words.ts';

const MoveDocument = graphql(`
  mutation AnnounceSubProcessorMove($input: AnnounceSubProcessorMoveInput!) {
    announceSubProcessorMove(input: $input) {
      id
    }
  }
`);

interface AnnounceMoveProps {
  subProcessor: {
    id: string;
    name: string;
    places: readonly string[];
    transfer: Transfer;
    products: readonly string[];
  };
  onClose: () => void;
}

/** Announces that a sub-processor is to process elsewhere, with the same notice as one that comes [D1]. */
export function AnnounceMove({
  subProcessor: { id, name, places, transfer, products },
  onClose,
}: AnnounceMoveProps) {
  const move = useSend(MoveDocument, 'ProcessorChange');
  const form = useSubmitForm({
    initialValues: { places: [...places], transfer, reason: '', noticeDays: NOTICE_DAYS },
    schema: z.object({
      places: subProcessorFields().places,
      reason: prose(2_000),
      noticeDays: noticeDays(),
    }),
    send: (values) => move({ input: { id, ...values } }),
    onDone: () => {
      notifications.show({ message: `It is announced where ${name} is to process.` });
      onClose();
    },
  });
  const { values, getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Announce where ${name} is to process`}
      submitLabel="Announce"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Holds from', date(addDays(today(), Number(values.noticeDays) || NOTICE_DAYS))],
            ['Until then', places.join('; ')],
            ['Services', servicesWords(products)],
          ]}
          effects={[
            'Everyone who holds these services is told now, in the console and by mail, and may object.',
            'The register changes by itself on that day; while an objection waits for your answer it waits, too.',
          ]}
        />
      }
    >
      <TagsInput
        label="Where"
        description="All places of processing from that day; Enter adds one."
        required
        splitChars={[';']}
        acceptValueOnBlur
        {...getInputProps('places')}
      />
      <Select
        label="Transfer"
        description="By what data may go there."
        required
        allowDeselect={false}
        data={Object.entries(TRANSFERS).map(([value, label]) => ({ value, label }))}
        {...getInputProps('transfer')}
      />
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
