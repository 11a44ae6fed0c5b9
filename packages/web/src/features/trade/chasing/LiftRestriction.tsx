import { Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Effect } from './chasing-words.ts';

const LiftDocument = graphql(`
  mutation LiftRestriction($input: LiftRestrictionInput!) {
    liftRestriction(input: $input) {
      id
      endedAt
      endedByName
      outcome
    }
  }
`);

interface LiftRestrictionProps {
  restriction: {
    id: string;
    kind: Effect;
    beganAt: string | null;
    invoice: { number: string | null; customerName: string | null };
  };
  onClose: () => void;
}

/** Lifts what an invoice has led to before it is paid, or calls it off [B7]. */
export function LiftRestriction({ restriction, onClose }: LiftRestrictionProps) {
  const { id, kind, beganAt, invoice } = restriction;
  const lift = useSend(LiftDocument, 'Restriction');
  const form = useSubmitForm({
    initialValues: { reason: '' },
    schema: z.object({ reason: prose(500) }),
    send: ({ reason }) => lift({ input: { id, reason } }),
    onDone: () => {
      notifications.show({ message: `${invoice.customerName} is not restricted for ${invoice.number}.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`${beganAt ? 'Lift' : 'Call off'} for ${invoice.customerName}`}
      submitLabel={beganAt ? 'Lift' : 'Call off'}
      form={form}
      summary={
        <FormSummary
          effects={[
            ...(kind === 'SUSPENSION' && beganAt
              ? ['Its services are put back into use, unless another invoice has led to it, too.']
              : []),
            `It does not come again for ${invoice.number}, which is still to be paid.`,
            'The customer reads why.',
          ]}
        />
      }
    >
      <Textarea
        label="Why"
        required
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        data-autofocus
        {...form.form.getInputProps('reason')}
      />
    </FormModal>
  );
}
