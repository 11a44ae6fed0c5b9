import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type CorrectionField, FIELDS } from './correction-words.ts';

const RequestDocument = graphql(`
  mutation RequestCorrection($input: RequestCorrectionInput!) {
    requestCorrection(input: $input) {
      id
    }
  }
`);

/** What is kept of somebody that is not theirs to change. */
export interface Profile {
  firstName: string;
  lastName: string;
  email: string | null;
  jobTitle: string | null;
  department: string | null;
  userId: string;
}

const AS_IT_IS: Record<CorrectionField, ((profile: Profile) => string | null) | undefined> = {
  FIRST_NAME: ({ firstName }) => firstName,
  LAST_NAME: ({ lastName }) => lastName,
  EMAIL: ({ email }) => email,
  JOB_TITLE: ({ jobTitle }) => jobTitle,
  DEPARTMENT: ({ department }) => department,
  USER_ID: ({ userId }) => userId,
  OTHER: undefined,
};
/** What may be taken out altogether. */
const REMOVABLE: ReadonlySet<string> = new Set(['JOB_TITLE', 'DEPARTMENT']);

interface AskForCorrectionProps {
  profile: Profile;
  opened: boolean;
  onClose: () => void;
}

/** The form by which one says what is wrong: what, how it is, how it should be [U3]. */
export function AskForCorrection({ profile, opened, onClose }: AskForCorrectionProps) {
  const request = useSend(RequestDocument, 'Correction');
  const form = useSubmitForm<{ field: CorrectionField; wanted: string; note: string }, unknown>({
    initialValues: { field: 'LAST_NAME', wanted: '', note: '' },
    schema: z.object({
      field: z.enum(Object.keys(FIELDS) as [CorrectionField]),
      wanted: z.string().trim().max(500),
      note: optional(prose(1_000)),
    }),
    send: ({ field, wanted, note }) => request({ input: { field, wanted: wanted.trim() || null, note } }),
    onDone: () => {
      notifications.show({ message: 'Your administrators have it before them. You are told what they do.' });
      onClose();
    },
  });
  const { getInputProps, values } = form.form;
  const asItIs = AS_IT_IS[values.field]?.(profile);
  return (
    <FormModal opened={opened} onClose={onClose} title="Ask for a correction" submitLabel="Send" form={form}>
      <Select
        label="What is wrong"
        data={Object.entries(FIELDS).map(([value, label]) => ({ value, label }))}
        allowDeselect={false}
        {...getInputProps('field')}
      />
      {values.field !== 'OTHER' && (
        <Text fz="sm">
          It says now:{' '}
          <Text span inherit fw={600}>
            {asItIs ?? 'nothing'}
          </Text>
        </Text>
      )}
      <TextInput
        label="As it should be"
        description={
          REMOVABLE.has(values.field) ? 'Leave it empty if it should not be there at all.' : undefined
        }
        required={!REMOVABLE.has(values.field)}
        maxLength={500}
        autoComplete="off"
        {...getInputProps('wanted')}
      />
      <Textarea
        label="Note"
        description="Anything your administrators should know."
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1000}
        {...getInputProps('note')}
      />
    </FormModal>
  );
}
