import { Select, Text } from '@mantine/core';
import { parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { amountUpTo } from './amount-rule.ts';
import type { Note } from './CreditNotePage.tsx';

const OpenDocument = graphql(`
  query InvoicesToPayWithCredit($filter: InvoiceFilter) {
    invoices(first: 50, filter: $filter, orderBy: { field: ISSUED_ON, direction: ASC }) {
      nodes {
        id
        number
        dueMinor
        currency
      }
    }
  }
`);

const UseDocument = graphql(`
  mutation UseCredit($input: UseCreditInput!) {
    useCredit(input: $input) {
      id
      leftMinor
      invoice {
        id
      }
    }
  }
`);

/** Puts what is left of a credit note against another invoice of its customer, the oldest first [B6]. */
export function UseCredit({ note, onClose }: { note: Note; onClose: () => void }) {
  const { id, currency, leftMinor, customerName, company, reseller, kind } = note;
  const customer = kind === 'RETAIL' ? { companyId: company?.id } : { resellerId: reseller?.id, kind };
  const { data } = useKeptQuery(
    OpenDocument,
    { filter: { ...customer, unpaid: true, issuedByMe: true } as never },
    { types: ['Invoice', 'Payment'] },
  );
  const use = useSend(UseDocument, 'Invoice');
  const open = data?.invoices.nodes ?? [];
  const [oldest] = open;
  const form = useSubmitForm({
    initialValues: {
      invoiceId: oldest?.id ?? '',
      amountMinor: (Math.min(leftMinor, oldest?.dueMinor ?? leftMinor) / 100).toFixed(2),
    },
    schema: z.object({
      invoiceId: z.string().min(1, 'Must be chosen.'),
      amountMinor: amountUpTo(leftMinor, currency),
    }),
    send: ({ invoiceId, amountMinor }) =>
      use({ input: { creditNoteId: id, invoiceId, amountMinor: parseMoney(amountMinor, currency) ?? 0 } }),
    onDone: onClose,
  });
  if (!data) return null;
  const { getInputProps, setValues } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Put credit against an invoice"
      submitLabel="Put against it"
      form={form}
    >
      {oldest ? (
        <>
          <Text c="dimmed" fz="sm">
            {money(leftMinor, currency)} is kept for {customerName}.
          </Text>
          <Select
            label="Invoice"
            required
            allowDeselect={false}
            data={open.map(({ id: invoiceId, number, dueMinor }) => ({
              value: invoiceId,
              label: `${number}, ${money(dueMinor, currency)} to pay`,
            }))}
            {...getInputProps('invoiceId')}
            onChange={(invoiceId) => {
              const chosen = open.find((invoice) => invoice.id === invoiceId);
              if (chosen)
                setValues({
                  invoiceId: chosen.id,
                  amountMinor: (Math.min(leftMinor, chosen.dueMinor) / 100).toFixed(2),
                });
            }}
          />
          <MoneyField currency={currency} label="Amount" required {...getInputProps('amountMinor')} />
        </>
      ) : (
        <Text>{customerName} has no invoice that is still to be paid. It stays for the next one.</Text>
      )}
    </FormModal>
  );
}
