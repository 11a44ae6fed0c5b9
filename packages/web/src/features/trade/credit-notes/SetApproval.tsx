import { Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const ApprovalDocument = graphql(`
  query CreditNoteApproval {
    creditNoteApproval {
      approveAboveMinor
      currency
    }
  }
`);
const SetDocument = graphql(`
  mutation SetCreditNoteApproval($input: SetCreditNoteApprovalInput!) {
    setCreditNoteApproval(input: $input) {
      id
      approveAboveMinor
    }
  }
`);

/** From which sum on a credit note takes a second person [B6]. */
export function SetApproval({ onClose }: { onClose: () => void }) {
  const { data } = useKeptQuery(ApprovalDocument, {}, { types: ['CreditNotePolicy'] });
  const { approveAboveMinor: above = null, currency = 'GBP' } = data?.creditNoteApproval ?? {};
  const set = useSend(SetDocument);
  const form = useSubmitForm({
    initialValues: {
      second: above !== null,
      approveAboveMinor: ((above ?? 10_000) / 100).toFixed(2),
    },
    schema: z.object({
      second: z.boolean(),
      approveAboveMinor: z
        .string()
        .refine((text) => parseMoney(text, currency) !== null, 'Must be an amount such as 100.00.'),
    }),
    send: ({ second, approveAboveMinor }) =>
      set({ input: { approveAboveMinor: second ? (parseMoney(approveAboveMinor, currency) ?? 0) : null } }),
    onDone: () => {
      notifications.show({ message: 'It holds from the next credit note on.' });
      onClose();
    },
  });
  if (!data) return null;
  const { values, getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Approval of credit notes" submitLabel="Save" form={form}>
      <Switch
        label="Large credit notes take a second person"
        description="Who asks for one cannot approve it; its customer sees nothing before."
        {...getInputProps('second', { type: 'checkbox' })}
      />
      {values.second && (
        <MoneyField
          currency={currency}
          label="Those for more than"
          description="With VAT."
          required
          {...getInputProps('approveAboveMinor')}
        />
      )}
    </FormModal>
  );
}
