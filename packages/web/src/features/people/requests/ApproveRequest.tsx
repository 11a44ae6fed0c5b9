import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { email, optional, prose } from '@steward/shared';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useRoleOptions } from '../../../data/use-role-options.ts';
import { useSend } from '../../../data/use-send.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { Facts } from '../../../ui/Facts.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { type AccessRequestRow, nameOf } from './access-requests.ts';

const ApproveDocument = graphql(`
  mutation ApproveAccessRequest($input: ApproveAccessRequestInput!) {
    approveAccessRequest(input: $input) {
      id
      state
      userId
    }
  }
`);

const ProvedDomainsDocument = graphql(`
  query ProvedDomains($companyId: ID!) {
    domains(first: 20, filter: { companyId: $companyId, state: PROVED }, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

interface ApproveRequestProps {
  request: AccessRequestRow;
  onClose: () => void;
}

/** Lets somebody in who asked: says what that means, takes an address for them and a word [I6]. */
export function ApproveRequest({ request, onClose }: ApproveRequestProps) {
  const { company, reseller } = request;
  const domains = useRead(
    ProvedDomainsDocument,
    { companyId: company?.id ?? '' },
    { pause: !company, types: ['Domain'] },
  );
  const names = domains.state === 'ready' ? domains.data.domains.nodes.map(({ name }) => name) : [];
  const roles = useRoleOptions('RESELLER', reseller.id, !company);
  // Whoever may not make an owner chooses something else.
  const role =
    roles.find(({ kind, disabled }) => kind === 'OWNER' && !disabled) ??
    roles.find(({ disabled }) => !disabled);
  const approve = useSend(ApproveDocument, 'EndUser');
  const form = useSubmitForm({
    initialValues: { email: '', answer: '', roleId: null as string | null },
    schema: z.object({
      email: optional(email()),
      answer: optional(prose(1_000)),
      roleId: z.string().nullable(),
    }),
    send: ({ roleId, ...values }) =>
      approve({
        input: { id: request.id, ...values, ...(!company && role && { roleId: roleId ?? role.value }) },
      }),
    onDone: ({ approveAccessRequest: { userId } }) => {
      const as = userId ? ` as ${userId}` : '';
      notifications.show({ message: `${nameOf(request)} is invited${as}: ${request.email} gets the link.` });
      onClose();
    },
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`Approve ${nameOf(request)}?`}
      submitLabel="Approve and invite"
      form={form}
    >
      <Facts
        facts={[
          ['Asks to join', company?.name ?? `The team of ${reseller.name}`],
          ['E-mail', request.email],
          ['Phone', request.phone && formatPhone(request.phone)],
          ['Why', request.reason],
        ]}
      />
      <Text fz="sm">
        {company
          ? 'They get a user id, are entered as an end user and are sent an invitation, good for 24 hours, to the address with which they asked. Nobody has checked who they are but you.'
          : `They are sent an invitation, good for 24 hours, to look after ${reseller.name} and its customers with you, in the role you choose. Nobody has checked who they are but you.`}
      </Text>
      {!company && roles.length > 0 && (
        <Select
          label="Role"
          description="Roles that allow more than your own are greyed out."
          required
          allowDeselect={false}
          data={roles}
          {...getInputProps('roleId')}
          value={form.form.values.roleId ?? role?.value ?? null}
        />
      )}
      {company && (
        <TextInput
          label="E-mail address to allocate"
          description={
            names.length > 0
              ? `In ${names.join(', ')}. Leave it empty to allocate one later.`
              : 'Leave it empty to allocate one later.'
          }
          placeholder={names[0] && `name@${names[0]}`}
          type="email"
          autoComplete="off"
          maxLength={254}
          {...getInputProps('email')}
        />
      )}
      <Textarea
        label="Message to them"
        description="Stands in the invitation."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        {...getInputProps('answer')}
      />
    </FormModal>
  );
}
