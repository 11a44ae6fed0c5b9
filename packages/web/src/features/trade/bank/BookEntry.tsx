import { Select, Stack, Switch, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type Minor, parseMoney } from '@steward/shared';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useKeptQuery } from '../../../data/use-kept-query.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date, money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { asFound } from '../../../ui/form/FoundSelect.tsx';
import { MoneyField } from '../../../ui/form/MoneyField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Money } from '../../../ui/Money.tsx';
import type { Entry } from './BankPage.tsx';

const MatchDocument = graphql(`
  query BankEntryMatch($entryId: ID!) {
    bankEntryMatch(entryId: $entryId) {
      invoiceId
      number
      customer
      dueMinor
      amountMinor
    }
  }
`);
type Candidate = ResultOf<typeof MatchDocument>['bankEntryMatch'][number];

const FindDocument = graphql(`
  query InvoicesToBook($search: String) {
    invoices(first: 20, filter: { search: $search, issuedByMe: true }, orderBy: { field: ISSUED_ON, direction: DESC }) {
      nodes {
        id
        number
        customerName
        dueMinor
        currency
      }
    }
  }
`);

const BookDocument = graphql(`
  mutation BookEntry($input: BookEntryInput!) {
    bookEntry(input: $input) {
      id
      state
      leftMinor
    }
  }
`);

interface BookEntryProps {
  entry: Entry;
  onClose: () => void;
}

/** Says which invoices money is for: those proposed, or others, in whole or in part [B7]. */
export function BookEntry({ entry, onClose }: BookEntryProps) {
  const { data } = useKeptQuery(MatchDocument, { entryId: entry.id }, { types: ['Invoice', 'Payment'] });
  return data ? <Form entry={entry} candidates={data.bankEntryMatch} onClose={onClose} /> : null;
}

const text = (minor: Minor): string => (minor / 100).toFixed(2);

function Form({ entry, candidates, onClose }: BookEntryProps & { candidates: Candidate[] }) {
  const { currency, leftMinor } = entry;
  const book = useSend(BookDocument, 'Invoice');
  const [others, setOthers] = useState<Candidate[]>([]);
  const minor = (typed: string | undefined): Minor => (typed ? (parseMoney(typed, currency) ?? 0) : 0);
  const invoices = [...candidates, ...others];
  const form = useSubmitForm({
    initialValues: {
      amounts: Object.fromEntries(
        candidates.map(({ invoiceId, amountMinor }) => [invoiceId, amountMinor ? text(amountMinor) : '']),
      ) as Record<string, string>,
      keepRest: false,
    },
    schema: z.object({
      amounts: z.record(
        z.string(),
        z
          .string()
          .refine(
            (typed) => !typed || parseMoney(typed, currency) !== null,
            'Must be an amount such as 10.00.',
          ),
      ),
      keepRest: z.boolean(),
    }),
    send: ({ amounts, keepRest }) => {
      const parts = Object.entries(amounts).map(([invoiceId, typed]) => ({
        invoiceId,
        amountMinor: minor(typed),
      }));
      const given = parts.filter(({ amountMinor }) => amountMinor > 0);
      // Nothing of an invoice that is paid says whose credit the rest is.
      const whose = parts.filter(({ invoiceId }) => others.some((one) => one.invoiceId === invoiceId));
      return book({
        input: {
          entryId: entry.id,
          leftMinor,
          parts: given.length || !keepRest ? given : whose.slice(0, 1),
          keepRest,
        },
      });
    },
    onDone: ({ bookEntry }) => {
      notifications.show({
        message: bookEntry.leftMinor
          ? `Booked. ${money(bookEntry.leftMinor, currency)} still waits.`
          : 'All of it is booked.',
      });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const sum = Object.values(values.amounts).reduce((total, typed) => total + minor(typed), 0);
  const rest = leftMinor - sum;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Book ${money(leftMinor, currency)}`}
      submitLabel="Book"
      size="lg"
      form={form}
      summary={
        <FormSummary
          facts={[
            ['Came in', date(entry.on)],
            ['To book', <Money key="left" minor={leftMinor} currency={currency} />],
            ['For invoices', <Money key="sum" minor={sum} currency={currency} />],
            ['Left', <Money key="rest" minor={rest} currency={currency} />],
          ]}
          effects={[
            rest < 0 && 'This is more than came in.',
            rest > 0 &&
              (values.keepRest
                ? 'What is left is kept as the customer’s credit.'
                : 'What is left goes on waiting.'),
            'Customers see the payment at once.',
          ]}
        />
      }
    >
      <Stack gap="sm">
        <Text fz="sm">
          {[entry.payer, entry.reference].filter(Boolean).join(' · ') || 'Nothing is written with it.'}
        </Text>
        {entry.because && (
          <Text fz="sm" c="dimmed">
            {entry.because}
          </Text>
        )}
        {invoices.map(({ invoiceId, number, customer, dueMinor }) => (
          <MoneyField
            key={invoiceId}
            currency={currency}
            label={`${number}, ${customer}`}
            description={`${money(dueMinor, currency)} to pay`}
            {...getInputProps(`amounts.${invoiceId}`)}
            value={values.amounts[invoiceId] ?? ''}
          />
        ))}
        <OtherInvoice
          currency={currency}
          known={invoices}
          onChosen={(one) => {
            setOthers([...others, one]);
            const amount = Math.min(Math.max(rest, 0), one.dueMinor);
            setFieldValue(`amounts.${one.invoiceId}`, amount ? text(amount) : '');
          }}
        />
        {rest > 0 && (
          <Switch
            label="Keep what is left as the customer’s credit"
            description="It has paid too much: put it against another invoice later, or pay it back."
            checked={values.keepRest}
            onChange={({ currentTarget }) => setFieldValue('keepRest', currentTarget.checked)}
          />
        )}
      </Stack>
    </FormModal>
  );
}

interface OtherInvoiceProps {
  currency: string;
  known: readonly Candidate[];
  onChosen: (candidate: Candidate) => void;
}

/** Finds a further invoice by its number or customer. */
function OtherInvoice({ currency, known, onChosen }: OtherInvoiceProps) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const read = useRead(FindDocument, { search: search || null }, { types: ['Invoice'] });
  const found = (read.state === 'ready' ? read.data.invoices.nodes : []).filter(
    (one) => one.number && one.currency === currency && !known.some(({ invoiceId }) => invoiceId === one.id),
  );
  return (
    <Select
      label="Another invoice"
      placeholder="Number or customer"
      searchable
      filter={asFound}
      nothingFoundMessage="No invoice of that number or customer"
      data={found.map(({ id, number, customerName, dueMinor }) => ({
        value: id,
        label: `${number}, ${customerName}, ${money(dueMinor, currency)} to pay`,
      }))}
      searchValue={typed}
      onSearchChange={setTyped}
      value={null}
      onChange={(id) => {
        const one = found.find((invoice) => invoice.id === id);
        if (!one) return;
        onChosen({
          invoiceId: one.id,
          number: one.number ?? '',
          customer: one.customerName,
          dueMinor: one.dueMinor,
          amountMinor: 0,
        });
        setTyped('');
      }}
    />
  );
}
