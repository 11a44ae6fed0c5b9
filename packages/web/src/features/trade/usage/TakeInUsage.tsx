import { FileInput, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { useSession } from '../../../data/session.ts';
import { asApiError } from '../../../lib/errors.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

/** Takes in a file of usage [B1]. */
export function TakeInUsage({ onClose }: { onClose: () => void }) {
  const { fetchFile } = useSession();
  const [file, setFile] = useState<File | null>(null);
  const form = useSubmitForm({
    initialValues: { file: '' },
    schema: z.object({ file: z.string().min(1, 'Must be filled in: the file.') }),
    send: async ({ file: fileName }) => {
      try {
        await fetchFile(`/usage-records?${new URLSearchParams({ fileName: fileName.slice(-200) })}`, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: file,
        });
      } catch (thrown) {
        const error = asApiError(thrown);
        if (error.fields.length) error.message = error.fields.map((field) => field.message).join(' ');
        throw error;
      }
    },
    onDone: () => {
      notifications.show({ message: 'The file has been read. It is being booked and charged.' });
      onClose();
    },
  });
  const { setFieldValue, errors } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Take in usage" submitLabel="Take in" form={form}>
      <Text fz="sm">
        A CSV file with the columns <i>subscription</i> (its reference), <i>at</i> (a day or a moment),{' '}
        <i>quantity</i> and <i>key</i>, your own name for the event. To put one right, name its key under{' '}
        <i>replaces</i>. What is taken is charged at once, with the month.
      </Text>
      <FileInput
        label="File"
        description="Up to 2 GiB. An event whose key is there already is not taken twice."
        placeholder="Choose a file"
        required
        accept=".csv,.txt"
        clearable
        leftSection={<IconFileImport size={16} />}
        value={file}
        error={errors.file}
        onChange={(given) => {
          setFile(given);
          setFieldValue('file', given?.name ?? '');
        }}
      />
    </FormModal>
  );
}
