import { FileInput, Select, SimpleGrid, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useRead } from '../../../data/use-read.ts';
import { asApiError } from '../../../lib/errors.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type BankColumns, guessColumns, PARTS, titlesOf } from './columns.ts';

const ColumnsDocument = graphql(`
  query BankColumns {
    bankColumns {
      on
      amount
      paidOut
      reference
      payer
      account
      bankId
    }
  }
`);

/** As much of a file as surely holds its heading. */
const HEAD_BYTES = 16_384;

const WORDS: Record<keyof BankColumns, { label: string; description: string }> = {
  on: { label: 'Day', description: 'When the bank booked it' },
  amount: { label: 'Amount, or paid in', description: 'Below zero is money out' },
  paidOut: { label: 'Paid out', description: 'If that is a column of its own' },
  reference: { label: 'Reference', description: 'What the payer wrote' },
  payer: { label: 'Payer', description: 'If it is a column of its own' },
  account: { label: 'Account', description: 'Compared with your bank details' },
  bankId: { label: 'Bank’s number', description: 'Of each entry, if it has one' },
};
const REQUIRED: readonly string[] = ['on', 'amount', 'reference'];
const chosen = z.string().min(1, 'Must be chosen.');

/** Takes in a statement of the bank: CAMT.053 and OFX as they are, CSV by its columns [B7]. */
export function TakeInStatement({ onClose }: { onClose: () => void }) {
  const { fetchFile } = useSession();
  const read = useRead(ColumnsDocument, {}, { types: ['BankStatement'] });
  const known = read.state === 'ready' ? read.data.bankColumns[0] : undefined;
  const [file, setFile] = useState<File | null>(null);
  const [titles, setTitles] = useState<string[]>([]);
  const isCsv = titles.length > 0;
  const form = useSubmitForm({
    initialValues: { file: '', ...guessColumns([]) },
    schema: z.object({
      file: z.string().min(1, 'Must be filled in: the file.'),
      ...(isCsv ? { on: chosen, amount: chosen, reference: chosen } : {}),
    }),
    send: async ({ file: fileName, ...columns }) => {
      try {
        const response = await fetchFile(
          `/bank-statements?${new URLSearchParams({ fileName: fileName.slice(-200), ...(isCsv ? columns : {}) })}`,
          { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file },
        );
        return (await response.json()) as { id: string };
      } catch (thrown) {
        const error = asApiError(thrown);
        if (error.fields.length) error.message = error.fields.map((field) => field.message).join(' ');
        throw error;
      }
    },
    onDone: () => {
      notifications.show({ message: 'The statement is taken in. What is sure is booked.' });
      onClose();
    },
  });
  const { getInputProps, setFieldValue, setValues, errors, values } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="Take in a bank statement"
      submitLabel="Take in"
      size="lg"
      form={form}
    >
      <FileInput
        label="Statement"
        description="CAMT.053 (XML), OFX or CSV of the account in your bank details; at most 10 MiB"
        placeholder="Choose a file"
        required
        accept=".xml,.ofx,.qfx,.csv,.txt,.tsv"
        clearable
        leftSection={<IconFileImport size={16} />}
        value={file}
        error={errors.file}
        onChange={async (given) => {
          setFile(given);
          setFieldValue('file', given?.name ?? '');
          const head = given ? await given.slice(0, HEAD_BYTES).text() : '';
          const found = /^\s*\uFEFF?\s*(<|OFXHEADER)/i.test(head) ? [] : titlesOf(head);
          setTitles(found);
          setValues(guessColumns(found, known));
        }}
      />
      {isCsv && (
        <>
          <Text fz="sm" c="dimmed">
            Which column is what; it is remembered for your next file.
          </Text>
          <SimpleGrid cols={{ base: 1, xs: 2 }} verticalSpacing="sm">
            {PARTS.map((part) => (
              <Select
                key={part}
                {...WORDS[part]}
                required={REQUIRED.includes(part)}
                clearable={!REQUIRED.includes(part)}
                searchable
                data={titles}
                {...getInputProps(part)}
                value={values[part] || null}
                onChange={(title) => setFieldValue(part, title ?? '')}
              />
            ))}
          </SimpleGrid>
        </>
      )}
    </FormModal>
  );
}
