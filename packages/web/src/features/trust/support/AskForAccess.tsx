import { Textarea } from '@mantine/core';
import { prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { AccessFields, accessRules, EMPTY_ACCESS } from './AccessFields.tsx';
import { areasText, MODES } from './support-words.ts';

const AskDocument = graphql(`
  mutation RequestSupportAccess($input: RequestSupportAccessInput!) {
    requestSupportAccess(input: $input) {
      id
      state
    }
  }
`);

interface AskForAccessProps {
  /** The company whose page it is on, if any. */
  companyId?: string | undefined;
  opened: boolean;
  onClose: () => void;
  /** Is given the grant's id. */
  onAsked: (id: string) => void;
}

/** Asks a company to be let in: where, to look or to change, how long, and why [T4]. */
export function AskForAccess({ companyId, opened, onClose, onAsked }: AskForAccessProps) {
  const ask = useSend(AskDocument);
  const form = useSubmitForm({
    initialValues: { companyId: '', reason: '', ...EMPTY_ACCESS },
    schema: z.object({ ...accessRules, reason: prose(500) }),
    send: ({ companyId: other, minutes, ...wish }) =>
      ask({ input: { ...wish, minutes: Number(minutes), companyId: companyId ?? other } }),
    onDone: ({ requestSupportAccess }) => {
      onClose();
      onAsked(requestSupportAccess.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(opened && !companyId, values.companyId || undefined);
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Ask for access"
      submitLabel="Ask for access"
      form={form}
      size="lg"
      summary={
        <FormSummary
          facts={[
            ['Where', areasText(values.areas)],
            ['May', MODES[values.mode]],
            ['For', `${values.minutes || '–'} minutes from going in`],
          ]}
          effects={[
            'The company’s administrators are told, read your reason and decide.',
            'Everything that you look at and do there is listed for the company.',
            'Going in takes your second factor.',
          ]}
        />
      }
    >
      {!companyId && (
        <FoundSelect
          label="Company"
          placeholder="Type a name"
          required
          choices={companies}
          nothingFoundMessage="No company of that name"
          {...getInputProps('companyId')}
          value={values.companyId || null}
          onChange={(id) => setFieldValue('companyId', id ?? '')}
        />
      )}
      <Textarea
        label="Reason"
        description="Its administrators read it, and decide by it."
        placeholder="What has to be seen or done, and why"
        required
        autosize
        minRows={2}
        maxLength={500}
        {...getInputProps('reason')}
      />
      <AccessFields form={form.form} />
    </FormModal>
  );
}
