import { Select, Text } from '@mantine/core';
import { type Minor, parseMoney } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { amountUpTo } from './amount-rule.ts';

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

/** Credit of a customer, from a note or an overpayment. */
export interface Credit {
  currency: string;
  leftMinor: Minor;
  customerName: string;
  kind: string;
  company: { id: string } | null;
  reseller: { id: string } | null;
}

interface UseCreditProps {
  credit: Credit;
  spend: (invoiceId: string, amountMinor: Minor) => Promise<unknown>;
  onClose: () => void;
}

/** Puts what is left of credit against another invoice of its customer, the oldest first [B6]. */
export function UseCredit({ credit, spend, onClose }: UseCreditProps) {
  const { currency, leftMinor, customerName, company, reseller, kind } = credit;
  const customer = kind === 'RETAIL' ? { companyId: company?.id } : { resellerId: reseller?.id, kind };
  const { data } = useKeptQuery(
    OpenDocument,
    { filter: { ...customer, unpaid: true, issuedByMe: true } as never },
    { types: ['Invoice', 'Payment'] },
  );
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
    send: ({ invoiceId, amountMinor }) => spend(invoiceId, parseMoney(amountMinor, currency) ?? 0),
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
