import { Button, FileInput, Select, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { useSession } from '../../../data/session.ts';
import { useRead } from '../../../data/use-read.ts';
import { asApiError } from '../../../lib/errors.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { SourcesDocument } from './CallSources.tsx';
import { FORMATS } from './call-words.ts';

/** Takes in a file of call records from a source [B1]. */
export function TakeInCalls({ onClose, onSources }: { onClose: () => void; onSources: () => void }) {
  const { fetchFile } = useSession();
  const read = useRead(SourcesDocument, {}, { types: ['CallSource'] });
  const sources = read.state === 'ready' ? read.data.callSources.nodes : [];
  const [file, setFile] = useState<File | null>(null);
  const only = sources.length === 1 ? sources[0]?.id : undefined;
  const form = useSubmitForm({
    initialValues: { sourceId: '', file: '' },
    schema: z.object({
      sourceId: only ? z.string() : z.string().min(1, 'Must be chosen: where the file comes from.'),
      file: z.string().min(1, 'Must be filled in: the file.'),
    }),
    send: async ({ sourceId, file: fileName }) => {
      try {
        const query = new URLSearchParams({
          sourceId: sourceId || (only ?? ''),
          fileName: fileName.slice(-200),
        });
        await fetchFile(`/call-records?${query}`, {
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
      notifications.show({ message: 'The file has been read. Its calls are being booked.' });
      onClose();
    },
  });
  const { getInputProps, setFieldValue, errors, values } = form.form;
  return (
    <FormModal opened onClose={onClose} title="Take in call records" submitLabel="Take in" form={form}>
      {read.state === 'ready' && sources.length === 0 ? (
        <>
          <Text fz="sm">Say first where call records come from, and in which format.</Text>
          <Button variant="default" onClick={onSources}>
            Add a source
          </Button>
        </>
      ) : (
        <Select
          label="Source"
          required
          data={sources.map(({ id, name, format }) => ({ value: id, label: `${name} (${FORMATS[format]})` }))}
          {...getInputProps('sourceId')}
          value={values.sourceId || only || null}
          onChange={(id) => setFieldValue('sourceId', id ?? '')}
        />
      )}
      <FileInput
        label="File"
        description="As the exchange writes it, up to 2 GiB. A call that is known already is not taken twice."
        placeholder="Choose a file"
        required
        accept=".csv,.txt,.cdr,.log"
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
