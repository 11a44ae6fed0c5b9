import { Autocomplete, FileInput, Select, SimpleGrid, Text } from '@mantine/core';
import { line, previousMonth } from '@steward/shared';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useRead } from '../../../data/use-read.ts';
import { type ApiError, asApiError } from '../../../lib/errors.ts';
import { monthName } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type BillColumns, guessColumns, titlesOf } from './guess-columns.ts';

const SuppliersDocument = graphql(`
  query SuppliersOfBills {
    suppliers(first: 100) {
      nodes {
        id
        name
        customerColumn
        productColumn
        quantityColumn
        unitCostColumn
      }
    }
  }
`);

/** As much of a file as surely holds its first line. */
const HEAD_BYTES = 16_384;
const MONTHS = 12;

const COLUMNS: readonly { key: keyof BillColumns; label: string; description: string }[] = [
  { key: 'customer', label: 'Customer', description: 'Whom the supplier bills for' },
  { key: 'product', label: 'Product', description: 'Its part number or name' },
  { key: 'quantity', label: 'Seats', description: 'How many of it' },
  { key: 'unitCost', label: 'Unit cost', description: 'For one of them, net' },
];

const chosen = () => z.string().min(1, 'Must be chosen.');
const RULES = z.object({
  supplier: line(80),
  period: chosen(),
  customer: chosen(),
  product: chosen(),
  quantity: chosen(),
  unitCost: chosen(),
});

interface TakeInBillProps {
  onClose: () => void;
  onTaken: (billId: string) => void;
}

/** Takes in a supplier's bill: whose it is, for which month, and which of its columns is what [P3]. */
export function TakeInBill({ onClose, onTaken }: TakeInBillProps) {
  const { fetchFile } = useSession();
  const read = useRead(SuppliersDocument, {}, { types: ['Supplier'] });
  const suppliers = read.state === 'ready' ? read.data.suppliers.nodes : [];
  const [file, setFile] = useState<File | null>(null);
  const [titles, setTitles] = useState<string[]>([]);
  const months = monthsBack(today());
  const form = useSubmitForm({
    initialValues: {
      supplier: '',
      period: months[1] ?? '',
      file: '',
      customer: '',
      product: '',
      quantity: '',
      unitCost: '',
    },
    schema: RULES.extend({ file: z.string().min(1, 'Must be filled in: the file.') }),
    send: async ({ file: fileName, ...values }) => {
      try {
        const response = await fetchFile(
          `/supplier-bills?${new URLSearchParams({ ...values, fileName: fileName.slice(-200) })}`,
          { method: 'POST', headers: { 'content-type': 'text/csv' }, body: file },
        );
        return (await response.json()) as { id: string };
      } catch (thrown) {
        throw inWords(asApiError(thrown));
      }
    },
    onDone: ({ id }) => {
      onClose();
      onTaken(id);
    },
  });
  const { getInputProps, setFieldValue, setValues, errors, values } = form.form;
  const known = (name: string): BillColumns | undefined => {
    const one = suppliers.find((supplier) => supplier.name === name);
    return (
      one && {
        customer: one.customerColumn,
        product: one.productColumn,
        quantity: one.quantityColumn,
        unitCost: one.unitCostColumn,
      }
    );
  };
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Take in a supplier’s bill"
      submitLabel="Compare"
      size="lg"
      form={form}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
        <Autocomplete
          label="Supplier"
          placeholder="Name"
          required
          maxLength={80}
          data={suppliers.map(({ name }) => name)}
          {...getInputProps('supplier')}
          onChange={(name) => {
            setFieldValue('supplier', name);
            if (known(name)) setValues(guessColumns(titles, known(name)));
          }}
        />
        <Select
          label="Month"
          required
          allowDeselect={false}
          data={months.map((month) => ({ value: month, label: monthName(month) }))}
          {...getInputProps('period')}
        />
      </SimpleGrid>
      <FileInput
        label="CSV file"
        description="As the supplier sends it, with a heading; at most 16 MiB and 200,000 lines"
        placeholder="Choose a file"
        required
        accept=".csv,.txt,.tsv,text/csv"
        clearable
        leftSection={<IconFileImport size={16} />}
        value={file}
        error={errors.file}
        onChange={async (given) => {
          setFile(given);
          setFieldValue('file', given?.name ?? '');
          const found = given ? titlesOf(await given.slice(0, HEAD_BYTES).text()) : [];
          setTitles(found);
          setValues(guessColumns(found, known(values.supplier)));
        }}
      />
      {titles.length > 0 && (
        <>
          <Text fz="sm" c="dimmed">
            Which column is what; it is remembered for the supplier’s next bill.
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
            {COLUMNS.map(({ key, label, description }) => (
              <Select
                key={key}
                label={label}
                description={description}
                required
                searchable
                data={[...new Set(titles)]}
                {...getInputProps(key)}
                value={values[key] || null}
                onChange={(title) => setFieldValue(key, title ?? '')}
              />
            ))}
          </SimpleGrid>
        </>
      )}
    </FormModal>
  );
}

/** This month and those before it, the latest first. */
function monthsBack(day: string): string[] {
  const months = [day.slice(0, 7)];
  let at = day;
  while (months.length < MONTHS) {
    at = previousMonth(at).start;
    months.push(at.slice(0, 7));
  }
  return months;
}

/** What is wrong with the file says more than that something is. */
function inWords(error: ApiError): ApiError {
  if (error.fields.length) error.message = error.fields.map((field) => field.message).join(' ');
  return error;
}
