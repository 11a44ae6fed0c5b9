import { NumberInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';

const MonthsDocument = graphql(`
  query CallRetention {
    callRetention
  }
`);
const SetDocument = graphql(`
  mutation SetCallRetention($input: SetCallRetentionInput!) {
    setCallRetention(input: $input)
  }
`);

/** For how many months calls are kept [B3]. */
export function KeepCalls({ onClose }: { onClose: () => void }) {
  const read = useRead(MonthsDocument, {}, { types: ['CallRecord'] });
  if (read.state === 'ready') return <Form months={read.data.callRetention} onClose={onClose} />;
  return (
    <Dialogue opened onClose={onClose} title="How long calls are kept">
      <Loaded from={read}>{() => null}</Loaded>
    </Dialogue>
  );
}

function Form({ months, onClose }: { months: number; onClose: () => void }) {
  const send = useSend(SetDocument, 'CallRecord');
  const form = useSubmitForm({
    initialValues: { months: months as number | string },
    schema: z.object({
      months: z
        .number('Must be filled in.')
        .int()
        .min(2, 'Must be at least 2 months.')
        .max(84, 'May be at most 84 months.'),
    }),
    ask: (values) =>
      Number(values.months) < months
        ? {
            title: `Keep calls for ${plural(Number(values.months), 'month')} only?`,
            consequence: 'Older ones are removed tonight, of all customers. That cannot be undone.',
            confirmLabel: 'Keep them shorter',
          }
        : undefined,
    send: (values) => send({ input: { months: Number(values.months) } }),
    onDone: () => {
      notifications.show({ message: 'Saved.' });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="How long calls are kept" submitLabel="Save" form={form}>
      <NumberInput
        label="Months"
        required
        min={2}
        max={84}
        allowDecimal={false}
        {...form.form.getInputProps('months')}
      />
      <Text fz="sm" c="dimmed">
        Records of calls may be kept as long as what they cost can be challenged, and no longer (PECR,
        regulation 7). Whole months are removed at night.
      </Text>
    </FormModal>
  );
}
