import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import type { VariablesOf } from '../../../data/graphql.ts';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PROGRAMS, type Program, subjectWords } from './bookkeeping-words.ts';

const SetDocument = graphql(`
  mutation SetBookkeepingCodes($input: SetBookkeepingCodesInput!) {
    setBookkeepingCodes(input: $input) {
      id
      target
    }
  }
`);
type Subject = VariablesOf<typeof SetDocument>['input']['codes'][number]['subject'];

interface EditCodesProps {
  target: Program;
  codes: readonly { subject: Subject; code: string; usual: string }[];
  onClose: () => void;
}

const KINDS = [
  { title: 'Sales', of: (subject: string) => subject.startsWith('SALES_') },
  { title: 'VAT', of: (subject: string) => subject.startsWith('VAT_') },
  { title: 'Accounts', of: (subject: string) => !/^(SALES|VAT)_/.test(subject) },
] as const;

/** What a program calls accounts, kinds of sales and rates; an empty field is what is usual there [O1]. */
export function EditCodes({ target, codes, onClose }: EditCodesProps) {
  const set = useSend(SetDocument, 'BookkeepingCodes');
  const form = useSubmitForm({
    initialValues: Object.fromEntries(codes.map(({ subject, code }) => [subject, code])) as Record<
      string,
      string
    >,
    schema: z.record(z.string(), z.string().trim().max(60, 'May have at most 60 characters.')),
    send: (values) =>
      set({
        input: { target, codes: codes.map(({ subject }) => ({ subject, code: values[subject] || null })) },
      }),
    onDone: () => {
      notifications.show({ message: `The next files for ${PROGRAMS[target].name} have these codes.` });
      onClose();
    },
  });
  return (
    <FormModal
      opened
      onClose={onClose}
      size="lg"
      title={`Codes in ${PROGRAMS[target].name}`}
      submitLabel="Save"
      form={form}
    >
      {KINDS.map(({ title, of }) => (
        <FormSection key={title} title={title}>
          {codes
            .filter(({ subject }) => of(subject))
            .map(({ subject, usual }) => (
              <TextInput
                key={subject}
                label={subjectWords(subject)}
                placeholder={usual}
                maxLength={60}
                autoComplete="off"
                {...form.form.getInputProps(subject)}
              />
            ))}
        </FormSection>
      ))}
    </FormModal>
  );
}
