import { MultiSelect, Radio, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import type { Slots } from '../../../frame/slots.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { ResellerChoice } from './ResellerChoice.tsx';

const ReachDocument = graphql(`
  query StaffReach($id: ID!) {
    membership(id: $id) {
      id
      firstName
      lastName
      reach
      reaches {
        excluded
        reseller {
          id
          name
        }
        tenantGroup {
          id
          name
        }
      }
    }
    tenantGroups(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

const SetReachDocument = graphql(`
  mutation SetReach($input: SetReachInput!) {
    setReach(input: $input) {
      id
      reach
    }
  }
`);

/** Which resellers, with their companies, a member of staff reaches [T6]. */
export function EditReach({ people, onClose }: Slots['administrators']) {
  const read = useRead(ReachDocument, { id: people[0]?.membershipId ?? '' }, { types: ['TenantGroup'] });
  if (read.state !== 'ready' || !read.data.membership) return null;
  return <ReachForm data={read.data} of={read.data.membership} onClose={onClose} />;
}

const RULES = z
  .object({
    reach: z.enum(['ALL', 'ONLY', 'EXCEPT']),
    resellerIds: z.array(z.string()),
    tenantGroupIds: z.array(z.string()),
    exceptResellerIds: z.array(z.string()),
  })
  .superRefine(({ reach, resellerIds, tenantGroupIds }, context) => {
    if (reach !== 'ALL' && !resellerIds.length && !tenantGroupIds.length)
      context.addIssue({
        code: 'custom',
        path: ['resellerIds'],
        message: 'Must name at least one reseller or group.',
      });
  });

type Data = ResultOf<typeof ReachDocument>;

interface ReachFormProps {
  data: Data;
  of: NonNullable<Data['membership']>;
  onClose: (done: boolean) => void;
}

function ReachForm({ data, of, onClose }: ReachFormProps) {
  const setReach = useSend(SetReachDocument, 'Membership');
  const resellers = of.reaches.flatMap(({ excluded, reseller }) =>
    reseller ? { excluded, ...reseller } : [],
  );
  const form = useSubmitForm({
    initialValues: {
      reach: of.reach ?? 'ALL',
      resellerIds: resellers.filter(({ excluded }) => !excluded).map(({ id }) => id),
      tenantGroupIds: of.reaches.flatMap(({ tenantGroup }) => tenantGroup?.id ?? []),
      exceptResellerIds: resellers.filter(({ excluded }) => excluded).map(({ id }) => id),
    },
    schema: RULES,
    send: ({ reach, resellerIds, tenantGroupIds, exceptResellerIds }) =>
      setReach({
        input: {
          membershipId: of.id,
          reach,
          ...(reach !== 'ALL' && { resellerIds, tenantGroupIds }),
          ...(reach === 'ONLY' && { exceptResellerIds }),
        },
      }),
    onDone: () => {
      notifications.show({
        message: `What ${of.firstName} ${of.lastName} reaches is changed, and in force.`,
      });
      onClose(true);
    },
  });
  const { getInputProps, values } = form.form;
  const reach = values.reach;
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={`What ${of.firstName} ${of.lastName} reaches`}
      submitLabel="Save"
      size="lg"
      form={form}
    >
      <Stack>
        <Radio.Group label="They see and look after" {...getInputProps('reach')}>
          <Stack gap="xs" mt="xs">
            <Radio value="ALL" label="All resellers, and direct customers" />
            <Radio value="ONLY" label="Only some" />
            <Radio value="EXCEPT" label="All but some" />
          </Stack>
        </Radio.Group>
        {reach !== 'ALL' && (
          <>
            <MultiSelect
              label={reach === 'ONLY' ? 'Groups they reach' : 'Groups they do not reach'}
              data={data.tenantGroups.nodes.map(({ id, name }) => ({ value: id, label: name }))}
              searchable
              nothingFoundMessage="No group of this name: make one under Tenant groups"
              {...getInputProps('tenantGroupIds')}
            />
            <ResellerChoice
              label={reach === 'ONLY' ? 'Resellers they reach' : 'Resellers they do not reach'}
              known={resellers}
              {...getInputProps('resellerIds')}
            />
            {reach === 'ONLY' && values.tenantGroupIds.length > 0 && (
              <ResellerChoice
                label="Except these of the groups"
                known={resellers}
                {...getInputProps('exceptResellerIds')}
              />
            )}
          </>
        )}
        <Text c="dimmed" fz="sm">
          It is in force at once. Companies go with their reseller; whoever is confined cannot change this.
        </Text>
      </Stack>
    </FormModal>
  );
}
