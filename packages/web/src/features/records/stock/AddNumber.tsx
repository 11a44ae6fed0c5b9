import { Text, TextInput } from '@mantine/core';
import { installationAddress, line, optional, phone } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { InstallationFields, NO_ADDRESS } from './InstallationFields.tsx';
import { usePeopleOf } from './use-people-of.ts';

const AddDocument = graphql(`
  mutation AddNumber($input: AddNumberInput!) {
    addNumber(input: $input) {
      id
      national
    }
  }
`);

interface AddNumberProps {
  /** The company that the list is narrowed to, if any. */
  companyId: string | undefined;
  onClose: () => void;
  onAdded: (id: string) => void;
}

const isFilled = (address: object): boolean => Object.values(address).some(Boolean);

/** Enters a number of a company, with where it is installed if that is known [R1] [R2]. */
export function AddNumber({ companyId, onClose, onAdded }: AddNumberProps) {
  const add = useSend(AddDocument);
  const form = useSubmitForm({
    initialValues: {
      companyId: companyId ?? '',
      number: '',
      label: '',
      portsOn: '',
      endUserId: '',
      address: NO_ADDRESS,
    },
    schema: z.object({
      companyId: z.string().min(1, 'Must be chosen.'),
      number: phone(),
      label: optional(line(80)),
      address: z.unknown().superRefine((address, context) => {
        if (!isFilled(address as object)) return;
        const checked = installationAddress().safeParse(address);
        for (const { path, message } of checked.error?.issues ?? [])
          context.addIssue({ code: 'custom', path, message });
      }),
    }),
    send: ({ address, ...given }) =>
      add({ input: { ...given, address: isFilled(address) ? address : null } }),
    onDone: ({ addNumber }) => {
      onClose();
      onAdded(addNumber.id);
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const companies = useCompanyOptions(!companyId, values.companyId || undefined);
  const people = usePeopleOf(values.companyId || undefined, null);
  return (
    <FormModal opened onClose={onClose} title="Add number" submitLabel="Add number" size="lg" form={form}>
      {!companyId && (
        <FoundSelect
          label="Company"
          placeholder="Type a name"
          required
          choices={companies}
          nothingFoundMessage="No company of that name"
          {...getInputProps('companyId')}
          value={values.companyId || null}
          onChange={(id) => {
            setFieldValue('companyId', id ?? '');
            setFieldValue('endUserId', '');
          }}
        />
      )}
      <TextInput
        label="Number"
        placeholder="020 7946 0018"
        required
        type="tel"
        autoComplete="off"
        maxLength={40}
        {...getInputProps('number')}
      />
      <TextInput label="What it is for" placeholder="Reception" maxLength={80} {...getInputProps('label')} />
      <DayField
        label="Comes over from another provider on"
        description="Leave empty for a number that is there already."
        {...getInputProps('portsOn')}
      />
      <FoundSelect
        label="Person"
        placeholder={values.companyId ? 'Type a name' : 'Choose the company first'}
        clearable
        disabled={!values.companyId}
        choices={people}
        {...getInputProps('endUserId')}
        value={values.endUserId || null}
        onChange={(id) => setFieldValue('endUserId', id ?? '')}
      />
      <Text fw={500}>Where it is installed</Text>
      <Text c="dimmed" fz="sm" mt={-12}>
        For calls to 999; not where bills go. The company is asked to confirm it, and the number is not used
        before it has.
      </Text>
      <InstallationFields form={form.form} />
    </FormModal>
  );
}
