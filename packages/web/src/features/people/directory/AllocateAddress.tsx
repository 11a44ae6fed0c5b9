import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { AddressField } from './AddressField.tsx';
import { wholeAddress } from './mail-address.ts';
import { useDomainsOf } from './use-domains-of.ts';

const AllocateDocument = graphql(`
  mutation AllocateEmailAddress($input: AllocateEmailAddressInput!) {
    allocateEmailAddress(input: $input) {
      id
      email
      addresses {
        id
        address
      }
    }
  }
`);

interface AllocateAddressProps {
  endUser: { id: string; displayName: string; company: { id: string }; addresses: readonly unknown[] };
  opened: boolean;
  onClose: () => void;
}

/** Gives a person one more address in a domain of their company [U1]. */
export function AllocateAddress({ endUser, opened, onClose }: AllocateAddressProps) {
  const allocate = useSend(AllocateDocument);
  const domains = useDomainsOf(opened ? endUser.company.id : undefined);
  const first = endUser.addresses.length === 0;
  const form = useSubmitForm({
    initialValues: { address: '', domain: '', primary: false },
    send: ({ address, primary }): Promise<ResultOf<typeof AllocateDocument>> =>
      allocate({ input: { endUserId: endUser.id, address: wholeAddress(address, domain), primary } }),
    onDone: () => {
      notifications.show({ message: `${endUser.displayName} has a new address.` });
      onClose();
    },
  });
  const { values, getInputProps, setFieldValue } = form.form;
  const domain = domains?.includes(values.domain) ? values.domain : (domains?.[0] ?? '');
  return (
    <FormModal
      opened={opened}
      onClose={onClose}
      title="Allocate an e-mail address"
      submitLabel="Allocate"
      form={form}
    >
      <AddressField
        label="Address"
        description={domains?.length === 0 ? 'The company has proved no domain yet: see Domains.' : undefined}
        required
        domains={domains}
        {...getInputProps('address')}
        domain={domain}
        onDomain={(chosen) => setFieldValue('domain', chosen)}
      />
      {!first && (
        <Checkbox
          label="Make it the primary address"
          description="The former one stays as an alias."
          {...getInputProps('primary', { type: 'checkbox' })}
        />
      )}
    </FormModal>
  );
}
