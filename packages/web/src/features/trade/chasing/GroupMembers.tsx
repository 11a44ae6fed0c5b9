import { ActionIcon, Group, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FoundSelect } from '../../../ui/form/FoundSelect.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { useResellerOptions } from './use-reseller-options.ts';

const MembersDocument = graphql(`
  query CustomerGroupMembers($groupId: ID!) {
    customerGroupMembers(first: 100, filter: { groupId: $groupId }) {
      totalCount
      nodes {
        id
        company {
          id
          name
        }
        reseller {
          id
          name
        }
      }
    }
  }
`);

const PutDocument = graphql(`
  mutation PutInCustomerGroup($input: PutInCustomerGroupInput!) {
    putInCustomerGroup(input: $input)
  }
`);

interface GroupMembersProps {
  group: { id: string; name: string };
  onClose: () => void;
}

/** Who is in a group: others are added one by one, from whichever they were in [B7]. */
export function GroupMembers({ group, onClose }: GroupMembersProps) {
  const { level } = useViewer();
  const put = useSend(PutDocument, 'CustomerGroup');
  const read = useRead(MembersDocument, { groupId: group.id }, { types: ['CustomerGroup'] });
  const form = useSubmitForm({
    initialValues: { companyId: null as string | null, resellerId: null as string | null },
    schema: z
      .object({ companyId: z.string().nullable(), resellerId: z.string().nullable() })
      .refine(({ companyId, resellerId }) => companyId || resellerId, {
        path: ['companyId'],
        message: 'Must be chosen.',
      }),
    send: ({ companyId, resellerId }) =>
      put({
        input: { groupId: group.id, customerIds: [companyId, resellerId].filter((id) => id !== null) },
      }),
    onDone: () => form.form.setValues({ companyId: null, resellerId: null }),
  });
  const companies = useCompanyOptions(true);
  const resellers = useResellerOptions(level === 'PLATFORM');
  return (
    <FormModal opened onClose={onClose} title={group.name} submitLabel="Add to the group" form={form}>
      <FoundSelect
        label="Company"
        placeholder="Type its name"
        clearable
        choices={companies}
        {...form.form.getInputProps('companyId')}
      />
      {level === 'PLATFORM' && (
        <FoundSelect
          label="Or reseller"
          placeholder="Type its name"
          clearable
          choices={resellers}
          {...form.form.getInputProps('resellerId')}
        />
      )}
      <Loaded from={read}>
        {({ customerGroupMembers: { nodes, totalCount } }) => (
          <Stack gap="xs">
            <Text fz="sm" fw={550}>
              In the group
            </Text>
            {nodes.length === 0 && <Text c="dimmed">Nobody yet.</Text>}
            <Lines>
              {nodes.map(({ id, company, reseller }) => (
                <Member key={id} customer={company ?? reseller} />
              ))}
            </Lines>
            {totalCount > nodes.length && (
              <Text c="dimmed" fz="sm">
                And {totalCount - nodes.length} more.
              </Text>
            )}
          </Stack>
        )}
      </Loaded>
    </FormModal>
  );
}

function Member({ customer }: { customer: { id: string; name: string } | null }) {
  const put = useSend(PutDocument, 'CustomerGroup');
  const out = useDeed((id: string) => put({ input: { groupId: null, customerIds: [id] } }));
  if (!customer) return null;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap">
        {customer.name}
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Take ${customer.name} out`}
          loading={out.busy}
          onClick={() => out.run(customer.id)}
        >
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </li>
  );
}
