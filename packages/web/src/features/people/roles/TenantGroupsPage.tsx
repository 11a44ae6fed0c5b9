import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { IconPencil, IconPlus, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { type RowDeed, RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ResellerChoice } from './ResellerChoice.tsx';

const GroupsDocument = graphql(
  `
  query TenantGroups(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: TenantGroupFilter
    $orderBy: TenantGroupOrder
  ) {
    tenantGroups(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        createdAt
        members {
          reseller {
            id
            name
          }
        }
        reaches {
          membership {
            id
            firstName
            lastName
          }
        }
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

const CreateDocument = graphql(`
  mutation CreateTenantGroup($input: CreateTenantGroupInput!) {
    createTenantGroup(input: $input) {
      id
      name
    }
  }
`);

const UpdateDocument = graphql(`
  mutation UpdateTenantGroup($input: UpdateTenantGroupInput!) {
    updateTenantGroup(input: $input) {
      id
      name
    }
  }
`);

const DeleteDocument = graphql(`
  mutation DeleteTenantGroup($input: DeleteTenantGroupInput!) {
    deleteTenantGroup(input: $input)
  }
`);

type TenantGroup = ResultOf<typeof GroupsDocument>['tenantGroups']['nodes'][number];

/** Resellers under one name, to say with it what staff reach [T6]. */
export function TenantGroupsPage() {
  const can = useCan();
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<TenantGroup>();
  const list = useList({
    query: GroupsDocument,
    page: ({ tenantGroups }) => tenantGroups,
    type: 'TenantGroup',
    settings: { sort: 'NAME' },
  });
  // As it is by now: somebody else may change it meanwhile.
  const edited = chosen && (list.rows?.find(({ id }) => id === chosen.id) ?? chosen);
  const remove = useRemove();
  const action = can('REACH_WRITE') && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
      New group
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Tenant groups"
        description="Resellers under one name. What a member of staff reaches can be said with it, in their row under Staff and roles."
        actions={action}
      />
      <DataList
        id="tenant-groups"
        label="Tenant groups"
        list={list}
        columns={COLUMNS}
        searchHint="Name"
        rowActions={
          can('REACH_WRITE')
            ? (group) => (
                <RowMenu
                  of={group.name}
                  items={[
                    { label: 'Edit', icon: <IconPencil size={16} />, run: () => setChosen(group) },
                    remove(group),
                  ]}
                />
              )
            : undefined
        }
        empty={
          <EmptyState icon={<IconUsersGroup size={22} />} title="No groups yet" action={action}>
            Put resellers of a region or a partner programme together, and give staff just those.
          </EmptyState>
        }
      />
      {adding && <AddGroup onClose={() => setAdding(false)} />}
      {edited && <EditGroup group={edited} onClose={() => setChosen(undefined)} />}
    </>
  );
}

const RULES = z.object({
  name: line(60),
  resellerIds: z.array(z.string()).min(1, 'Must name at least one reseller.'),
});

function AddGroup({ onClose }: { onClose: () => void }) {
  const create = useSend(CreateDocument, 'TenantGroup');
  const form = useSubmitForm({
    initialValues: { name: '', resellerIds: [] as string[] },
    schema: RULES,
    send: (values) => create({ input: values }),
    onDone: ({ createTenantGroup }) => {
      notifications.show({ message: `${createTenantGroup.name} is made.` });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title="New tenant group" submitLabel="Create group" form={form}>
      <TextInput
        label="Name"
        required
        maxLength={60}
        autoComplete="off"
        {...form.form.getInputProps('name')}
      />
      <ResellerChoice label="Resellers" required known={[]} {...form.form.getInputProps('resellerIds')} />
    </FormModal>
  );
}

const resellersOf = ({ members }: TenantGroup) => members.map(({ reseller }) => reseller);

function EditGroup({ group, onClose }: { group: TenantGroup; onClose: () => void }) {
  const update = useSend(UpdateDocument, 'TenantGroup');
  const form = useSubmitForm({
    initialValues: {
      name: group.name,
      resellerIds: resellersOf(group)
        .map(({ id }) => id)
        .sort(),
    },
    schema: RULES,
    send: (_values, changed) =>
      update({
        input: {
          tenantGroupId: group.id,
          ...changed(({ name, resellerIds }) => ({ name, resellerIds: [...resellerIds].sort() })),
        },
      }),
    onDone: ({ updateTenantGroup }) => {
      notifications.show({
        message: `${updateTenantGroup.name} is saved, and in force for whoever it confines.`,
      });
      onClose();
    },
  });
  return (
    <FormModal opened onClose={onClose} title={`Edit ${group.name}`} submitLabel="Save" form={form}>
      <TextInput
        label="Name"
        required
        maxLength={60}
        autoComplete="off"
        {...form.form.getInputProps('name')}
      />
      <ResellerChoice
        label="Resellers"
        required
        known={resellersOf(group)}
        {...form.form.getInputProps('resellerIds')}
      />
    </FormModal>
  );
}

function useRemove(): (of: TenantGroup) => RowDeed {
  const remove = useSend(DeleteDocument, 'TenantGroup');
  return ({ id, name }) => ({
    label: 'Delete',
    icon: <IconTrash size={16} />,
    ask: {
      title: `Delete ${name}?`,
      consequence:
        'The resellers stay as they are. A group that says what somebody reaches cannot be deleted.',
      confirmLabel: 'Delete group',
      destructive: true,
      onConfirm: async () => {
        await remove({ input: { tenantGroupId: id } });
        notifications.show({ message: `${name} is deleted.` });
      },
    },
  });
}

const COLUMNS: readonly Column<TenantGroup, 'NAME' | 'CREATED_AT'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  {
    key: 'resellers',
    title: 'Resellers',
    value: (group) =>
      resellersOf(group)
        .map(({ name }) => name)
        .join(', '),
    show: 'always',
  },
  {
    key: 'staff',
    title: 'Confines or excludes',
    value: ({ reaches }) =>
      reaches
        .flatMap(({ membership }) => (membership ? `${membership.firstName} ${membership.lastName}` : []))
        .join(', '),
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'Made',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
    show: 'chosen',
  },
];
