import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPencil, IconPlus, IconUsersGroup, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { GroupMembers } from './GroupMembers.tsx';
import { NameGroup } from './NameGroup.tsx';

const GroupsDocument = graphql(
  `
  query CustomerGroups($first: Int, $after: String, $last: Int, $before: String, $orderBy: CustomerGroupOrder) {
    customerGroups(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        name
        customerCount
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
type CustomerGroup = ResultOf<typeof GroupsDocument>['customerGroups']['nodes'][number];

const RemoveDocument = graphql(`
  mutation RemoveCustomerGroup($input: RemoveCustomerGroupInput!) {
    removeCustomerGroup(input: $input)
  }
`);

/** Customers that are chased alike, such as the public sector [B7]. */
export function GroupsPage() {
  const [open, setOpen] = useState<{ naming: CustomerGroup | null } | { members: CustomerGroup }>();
  const close = () => setOpen(undefined);
  const remove = useSend(RemoveDocument, 'CustomerGroup');
  const list = useList({
    query: GroupsDocument,
    page: ({ customerGroups }) => customerGroups,
    type: 'CustomerGroup',
    settings: { sort: 'NAME' },
  });
  const action = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setOpen({ naming: null })}>
      Add a group
    </Button>
  );
  return (
    <Siblings of="/chasing" at="/chasing/groups">
      <PageHeader
        title="Groups of customers"
        description="A customer is in one group at most. A policy can be for a group: add it as an exception."
        actions={action}
      />
      <DataList
        id="customer-groups"
        label="Groups of customers"
        list={list}
        columns={COLUMNS}
        rowActions={(group) => (
          <RowMenu
            of={group.name}
            items={[
              {
                label: 'Customers',
                icon: <IconUsersGroup size={16} />,
                run: () => setOpen({ members: group }),
              },
              { label: 'Rename', icon: <IconPencil size={16} />, run: () => setOpen({ naming: group }) },
              {
                label: 'Remove',
                icon: <IconX size={16} />,
                ask: {
                  title: `Remove ${group.name}?`,
                  consequence: 'Its policy goes with it: its customers are chased as everyone.',
                  confirmLabel: 'Remove group',
                  destructive: true,
                  onConfirm: async () => {
                    await remove({ input: { id: group.id } });
                    notifications.show({ message: `${group.name} is removed.` });
                  },
                },
              },
            ]}
          />
        )}
        empty={
          <EmptyState icon={<IconUsersGroup size={22} />} title="No groups yet" action={action}>
            Put customers together that are to be reminded later than others, for instance.
          </EmptyState>
        }
      />
      {open && 'naming' in open && <NameGroup group={open.naming} onClose={close} />}
      {open && 'members' in open && <GroupMembers group={open.members} onClose={close} />}
    </Siblings>
  );
}

const COLUMNS: readonly Column<CustomerGroup, 'NAME'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME', show: 'always' },
  {
    key: 'customers',
    title: 'Customers',
    value: ({ customerCount }) => customerCount,
    align: 'right',
    show: 'always',
  },
];
