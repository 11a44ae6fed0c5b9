import { Stack, Switch } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const LettersDocument = graphql(`
  query OwnBillingLetters {
    ownBillingLetters {
      eInvoice
      monthlyStatements
    }
  }
`);
const SetDocument = graphql(`
  mutation SetBillingLetters($input: SetBillingLettersInput!) {
    setBillingLetters(input: $input) {
      id
    }
  }
`);

/** What customers get by mail beyond the invoice itself [B7]. */
export function SetLetters({ onClose }: { onClose: () => void }) {
  const { data } = useKeptQuery(LettersDocument, {}, { types: ['BillingLetters'] });
  return data ? <Letters letters={data.ownBillingLetters} onClose={onClose} /> : null;
}

interface LettersProps {
  letters: { eInvoice: boolean; monthlyStatements: boolean };
  onClose: () => void;
}

function Letters({ letters: { eInvoice, monthlyStatements }, onClose }: LettersProps) {
  const set = useSend(SetDocument);
  const form = useSubmitForm({
    initialValues: { eInvoice, monthlyStatements },
    schema: z.object({ eInvoice: z.boolean(), monthlyStatements: z.boolean() }),
    send: (input) => set({ input }),
    onDone: () => {
      notifications.show({ message: 'It holds from the next letter on.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title="What customers get by mail"
      submitLabel="Save"
      form={form}
      summary={
        <FormSummary
          effects={[
            'Each invoice and reminder goes to the administrators of the customer, with the PDF and a link by which whoever has the letter sees and pays it.',
            'The link needs no sign-in, shows that invoice only, and is good for 60 days or until it is paid.',
          ]}
        />
      }
    >
      <Stack gap="md">
        <Switch
          label="Attach the e-invoice"
          description="UBL, for software that reads invoices, beside the PDF."
          {...getInputProps('eInvoice', { type: 'checkbox' })}
        />
        <Switch
          label="Send statements each month"
          description="On the first working day, to customers who owe something or whose account has moved."
          {...getInputProps('monthlyStatements', { type: 'checkbox' })}
        />
      </Stack>
    </FormModal>
  );
}
