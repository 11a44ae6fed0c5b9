import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { administrator } from '@steward/shared';
import { IconUserPlus } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { AdministratorFields, EMPTY_ADMINISTRATOR } from '../../../ui/form/AdministratorFields.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

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
    initialValues: EMPTY_ADMINISTRATOR,
    schema: RULES,
    send: (values) => invite({ input: { ...tenant, ...values } }),
    onDone: ({ inviteAdministrator }) => {
      notifications.show({ message: `An invitation is on its way to ${inviteAdministrator.email}.` });
      dialogue.close();
    },
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
        <FormSection
          title="Whom to invite"
          description="They get a link by e-mail, good for 24 hours, and may then do everything an administrator may."
        >
          <AdministratorFields field={form.form.getInputProps} />
        </FormSection>
      </FormModal>
    </>
  );
}
