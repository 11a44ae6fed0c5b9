import { notifications } from '@mantine/notifications';
import { administrator as record } from '@steward/shared';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { AdministratorFields, type AdministratorValues } from '../../../ui/form/AdministratorFields.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const UpdateDocument = graphql(`
  mutation UpdateAdministrator($input: UpdateAdministratorInput!) {
    updateAdministrator(input: $input) {
      id
      firstName
      lastName
    }
  }
`);

const RULES = record().omit({ email: true });

interface EditAdministratorProps {
  administrator: Pick<AdministratorValues, 'firstName' | 'lastName' | 'email'> & {
    id: string;
    phone: string | null;
    mobile: string | null;
    fax: string | null;
  };
  onClose: () => void;
}

/** Corrects the record of an administrator; the address they sign in with stays [T2]. */
export function EditAdministrator({ administrator, onClose }: EditAdministratorProps) {
  const update = useSend(UpdateDocument);
  const { id, firstName, lastName, email } = administrator;
  const form = useSubmitForm({
    initialValues: {
      firstName,
      lastName,
      phone: formatPhone(administrator.phone ?? ''),
      mobile: formatPhone(administrator.mobile ?? ''),
      fax: formatPhone(administrator.fax ?? ''),
    },
    schema: RULES,
    send: (_values, changed) => update({ input: { membershipId: id, ...changed((values) => values) } }),
    onDone: ({ updateAdministrator }) => {
      notifications.show({
        message: `${updateAdministrator.firstName} ${updateAdministrator.lastName} is saved.`,
      });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="Edit administrator" submitLabel="Save" size="lg" form={form}>
      <FormSection title={email} description="The address they sign in with stays as it is.">
        <AdministratorFields field={form.form.getInputProps} email={false} />
      </FormSection>
    </FormModal>
  );
}
