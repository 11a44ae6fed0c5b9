import { Button, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { administrator } from '@steward/shared';
import { IconUserPlus } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRoleOptions } from '../../../data/use-role-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { type Level, useViewer } from '../../../data/viewer.ts';
import { AdministratorFields, EMPTY_ADMINISTRATOR, nameOf } from '../../../ui/form/AdministratorFields.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const InviteDocument = graphql(`
  mutation InviteAdministrator($input: InviteAdministratorInput!) {
    inviteAdministrator(input: $input) {
      id
      email
    }
  }
`);

const RULES = administrator().extend({ roleId: z.string().nullable() });

/** Invites a further administrator of a company or reseller; of one's own tenant when none is named [T2] [T3]. */
export function InviteAdministrator({
  level,
  tenant = {},
}: {
  level: Level;
  tenant?: { companyId?: string; resellerId?: string };
}) {
  const viewer = useViewer();
  const [opened, dialogue] = useDisclosure();
  const invite = useSend(InviteDocument);
  const own = viewer.company?.id ?? viewer.reseller.id;
  const roles = useRoleOptions(level, tenant.companyId ?? tenant.resellerId ?? own, opened);
  // Whoever may not make an owner chooses something else.
  const role =
    roles.find(({ kind, disabled }) => kind === 'OWNER' && !disabled) ??
    roles.find(({ disabled }) => !disabled);
  const form = useSubmitForm({
    initialValues: { ...EMPTY_ADMINISTRATOR, roleId: null as string | null },
    schema: RULES,
    send: ({ roleId, ...values }) =>
      invite({ input: { ...tenant, ...values, ...(role && { roleId: roleId ?? role.value }) } }),
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
        summary={
          <FormSummary
            facts={[
              ['Whom', nameOf(form.form.values)],
              ['Role', roles.find(({ value }) => value === (form.form.values.roleId ?? role?.value))?.label],
            ]}
            effects={[
              `${form.form.values.email || 'They'} get${form.form.values.email ? 's' : ''} a link by e-mail, good for 24 hours.`,
              'They can sign in and act by their role once they have accepted. Until then you can withdraw it.',
            ]}
          />
        }
      >
        <FormSection title="Whom to invite" description="They get a link by e-mail, good for 24 hours.">
          <AdministratorFields field={form.form.getInputProps} />
        </FormSection>
        {roles.length > 0 && (
          <FormSection title="What they may do">
            <Select
              label="Role"
              description="Roles that allow more than your own are greyed out."
              required
              allowDeselect={false}
              data={roles}
              data-wide
              {...form.form.getInputProps('roleId')}
              value={form.form.values.roleId ?? role?.value ?? null}
            />
          </FormSection>
        )}
      </FormModal>
    </>
  );
}
