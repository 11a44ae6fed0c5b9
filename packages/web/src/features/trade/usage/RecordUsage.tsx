import { NumberInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { date as dateRule, line } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { ApiError } from '../../../lib/errors.ts';
import { count } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const RecordDocument = graphql(`
  mutation RecordUsage($input: RecordUsageInput!) {
    recordUsage(input: $input) {
      id
      late
      refusals {
        line
        reason
      }
    }
  }
`);

interface RecordUsageProps {
  /** Reference of the subscription. */
  subscription: string;
  unit: string;
  /** The event that is put right. */
  wrong?: { key: string; at: string; quantity: number };
  onClose: () => void;
}

/** Records by hand what was used of a subscription, or puts an event right [B1]. */
export function RecordUsage({ subscription, unit, wrong, onClose }: RecordUsageProps) {
  const send = useSend(RecordDocument, 'UsageMonth');
  const form = useSubmitForm({
    initialValues: {
      at: wrong?.at.slice(0, 10) ?? today(),
      quantity: (wrong?.quantity ?? '') as number | string,
      key: wrong ? `${wrong.key} put right`.slice(0, 100) : '',
    },
    schema: z.object({
      at: dateRule(),
      quantity: z.coerce
        .number('Must be a number.')
        .refine((value) => Number(value.toFixed(3)) === value, 'May have at most three decimal places.'),
      key: line(100),
    }),
    send: async ({ at, quantity, key }) => {
      // What replaces an event counts when that did.
      const moment = wrong?.at.slice(0, 10) === at ? wrong.at : `${at}T00:00:00Z`;
      const event = {
        subscription,
        at: moment,
        quantity: Number(quantity),
        key,
        replaces: wrong?.key ?? null,
      };
      const { recordUsage } = await send({ input: { events: [event] } });
      const [refused] = recordUsage.refusals;
      if (refused) throw refusal(refused.reason);
      return recordUsage;
    },
    onDone: ({ late }) => {
      notifications.show({
        message: late
          ? 'It goes on the next invoice: its month has been invoiced.'
          : 'It is charged with its month.',
      });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={wrong ? 'Put usage right' : 'Record usage'}
      submitLabel={wrong ? 'Replace' : 'Record'}
      form={form}
      summary={
        <FormSummary
          facts={wrong ? [['Instead of', `${count(wrong.quantity)} ${unit}`]] : []}
          effects={[
            'Its month is counted anew, and charged to the company and its reseller.',
            'Where the month has been invoiced the difference is on the next invoice.',
            wrong && 'What was recorded stays in the list, and counts no more.',
          ]}
        />
      }
    >
      <DayField label="Day" required max={today()} {...getInputProps('at')} />
      <NumberInput
        label="Used"
        suffix={` ${unit}`}
        decimalScale={3}
        thousandSeparator=","
        required
        data-autofocus
        {...getInputProps('quantity')}
      />
      <TextInput
        label="Key"
        description="What you call it, such as the number of a visit. It is counted once."
        required
        maxLength={100}
        autoComplete="off"
        {...getInputProps('key')}
      />
    </FormModal>
  );
}

/** What the API says of a line, beside its field. */
function refusal(reason: string): ApiError {
  const [, path = '', message = reason] = /^(at|quantity|key): (.*)$/s.exec(reason) ?? [];
  const said = message.charAt(0).toUpperCase() + message.slice(1);
  return new ApiError('INVALID_INPUT', path ? said : reason, path ? [{ path, message: said }] : []);
}
