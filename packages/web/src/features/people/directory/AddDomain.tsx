import { TextInput } from '@mantine/core';
import { domainName } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const AddDocument = graphql(`
  mutation AddDomain($input: AddDomainInput!) {
    addDomain(input: $input) {
      id
      name
    }
  }
`);

interface AddDomainProps {
  /** The company that the list is narrowed to, if any. */
  companyId: string | undefined;
  opened: boolean;
  onClose: () => void;
  /** Is given the domain's id. */
  onAdded: (id: string) => void;
}

/** Adds a mail domain to a company [U1]. */
export function AddDomain({ companyId, opened, onClose, onAdded }: AddDomainProps) {
  const { company } = useViewer();
  const add = useSend(AddDocument);
  const form = useSubmitForm({
    initialValues: { companyId: '', name: '' },
    schema: z.object({ name: domainName() }),
    send: ({ name, companyId: other }) =>
      add({ input: { name, companyId: company?.id ?? (other || companyId || null) } }),
    onDone: ({ addDomain }) => {
      onClose();
      onAdded(addDomain.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const chosen = values.companyId || companyId;
  const companies = useCompanyOptions(opened && !company, chosen);
  return (
    <FormModal opened={opened} onClose={onClose} title="Add domain" submitLabel="Add domain" form={form}>
      {!company && (
        <FoundSelect
          label="Company"
          placeholder="Type a name"
          required
          choices={companies}
          nothingFoundMessage="No company of that name"
          {...getInputProps('companyId')}
          value={chosen ?? null}
          onChange={(id) => setFieldValue('companyId', id ?? '')}
        />
      )}
      <TextInput
        label="Domain"
        description="As it stands after the @ of an address. A record that you set in it shows that it is yours."
        placeholder="example.com"
        required
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        maxLength={253}
        {...getInputProps('name')}
      />
    </FormModal>
  );
}
