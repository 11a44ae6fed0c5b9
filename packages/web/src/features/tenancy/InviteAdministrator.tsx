import { Button, Group, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { administrator } from '@steward/shared';
import { IconUserPlus } from '@tabler/icons-react';
import { graphql } from '../../data/graphql.ts';
import { useSend } from '../../data/use-send.ts';
import { blank } from '../../lib/blank.ts';
import { FormModal } from '../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../ui/form/use-submit-form.ts';

const InviteDocument = graphql(`
  mutation InviteAdministrator($input: InviteAdministratorInput!) {
    inviteAdministrator(input: $input) {
      id
      email
    }
  }
`);

const RULES = administrator();

/** Invites a further administrator of a company or reseller; of one's own tenant when none is named [T2] [T3]. */
export function InviteAdministrator({
  tenant = {},
}: {
  tenant?: { companyId?: string; resellerId?: string };
}) {
  const [opened, dialogue] = useDisclosure();
  const invite = useSend(InviteDocument);
  const form = useSubmitForm({
    initialValues: { firstName: '', lastName: '', email: '', phone: '', mobile: '', fax: '' },
    schema: RULES,
    send: (values) =>
      invite({
        input: {
          ...tenant,
          ...values,
          phone: blank(values.phone),
          mobile: blank(values.mobile),
          fax: blank(values.fax),
        },
      }),
    onDone: ({ inviteAdministrator }) => {
      notifications.show({ message: `An invitation is on its way to ${inviteAdministrator.email}.` });
      dialogue.close();
    },
  });
  const field = (name: 'firstName' | 'lastName' | 'email' | 'phone' | 'mobile' | 'fax') => ({
    ...form.form.getInputProps(name),
    autoComplete: 'off',
  });
  return (
    <>
      <Button leftSection={<IconUserPlus size={16} />} onClick={dialogue.open}>
        Invite administrator
      </Button>
      <FormModal
        opened={opened}
        onClose={dialogue.close}
        title="Invite an administrator"
        submitLabel="Send invitation"
        form={form}
      >
        <Text c="dimmed" fz="sm">
          They get a link by e-mail, good for 24 hours, and may then do everything an administrator may.
        </Text>
        <Group grow align="flex-start">
          <TextInput label="First name" required maxLength={120} {...field('firstName')} />
          <TextInput label="Last name" required maxLength={120} {...field('lastName')} />
        </Group>
        <TextInput label="E-mail address" type="email" required maxLength={254} {...field('email')} />
        <Group grow align="flex-start">
          <TextInput label="Phone" type="tel" maxLength={40} {...field('phone')} />
          <TextInput label="Mobile" type="tel" maxLength={40} {...field('mobile')} />
        </Group>
        <TextInput label="Fax" type="tel" maxLength={40} {...field('fax')} />
      </FormModal>
    </>
  );
}
