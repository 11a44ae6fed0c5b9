import { Text, Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { Entry } from './BankPage.tsx';

const AsideDocument = graphql(`
  mutation PutEntryAside($input: PutEntryAsideInput!) {
    putEntryAside(input: $input) {
      id
      state
      note
    }
  }
`);

/** Says that money is no customer's payment, and why [B7]. */
export function PutAside({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const aside = useSend(AsideDocument, 'BankEntry');
  const form = useSubmitForm({
    initialValues: { note: '' },
    schema: z.object({ note: prose(300) }),
    send: ({ note }) => aside({ input: { entryId: entry.id, note } }),
    onDone: onClose,
  });
  return (
    <FormModal opened onClose={onClose} title="Put this entry aside?" submitLabel="Put aside" form={form}>
      <Text fz="sm" c="dimmed">
        {money(entry.leftMinor, entry.currency)} is not booked for any customer. You can still book it later.
      </Text>
      <Textarea
        label="What is it?"
        placeholder="A refund from the landlord"
        required
        autosize
        minRows={2}
        maxLength={300}
        {...form.form.getInputProps('note')}
      />
    </FormModal>
  );
}
