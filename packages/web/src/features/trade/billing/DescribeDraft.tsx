import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { monthName } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import type { DraftOf } from './DraftDeeds.tsx';

const DescribeDocument = graphql(`
  mutation DescribeDraft($input: DescribeDraftInput!) {
    describeDraft(input: $input) {
      id
    }
  }
`);

/** Says what stands on a coming invoice: the number of its purchase order, and a note [B4]. */
export function DescribeDraft({ draft, onClose }: { draft: DraftOf; onClose: () => void }) {
  const { customer, month, purchaseOrder, note } = draft;
  const describe = useSend(DescribeDocument, 'InvoiceDraft');
  const form = useSubmitForm({
    initialValues: { purchaseOrder: purchaseOrder ?? '', note: note ?? '', always: false },
    schema: z.object({ purchaseOrder: optional(line(50)), note: optional(prose(500)), always: z.boolean() }),
    send: ({ always, ...said }) =>
      describe({ input: { ...customer, ...said, ...(always ? {} : { period: month }) } }),
    onDone: () => {
      notifications.show({ message: 'It is on the draft.' });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Purchase order and note" submitLabel="Save" form={form}>
      <TextInput
        label="Purchase order"
        description="The customer’s number; on the invoice, and in the e-invoice as its reference."
        maxLength={50}
        autoComplete="off"
        data-autofocus
        {...getInputProps('purchaseOrder')}
      />
      <Textarea
        label="Note"
        description="Printed on the invoice."
        maxLength={500}
        autosize
        minRows={2}
        {...getInputProps('note')}
      />
      <Checkbox
        label="On every coming invoice"
        description={`Otherwise on that of ${monthName(month)} alone. What a month says comes first.`}
        {...getInputProps('always', { type: 'checkbox' })}
      />
    </FormModal>
  );
}
