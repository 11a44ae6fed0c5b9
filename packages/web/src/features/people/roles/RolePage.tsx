import { Group, List, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconUserShield } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ApiError } from '../../../lib/errors.ts';
import { words } from '../../../lib/words.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { areaTitle, KIND_SAYS } from './areas.ts';
import { byArea, type RolePermission } from './PermissionFields.tsx';
import { EditRole } from './RoleForm.tsx';

const RoleDocument = graphql(`
  query Role($id: ID!) {
    role(id: $id) {
      id
      name
      level
      kind
      permissions
      memberCount
      createdAt
    }
    rolePermissions {
      permission
      area
      words
      onlyReads
      always
      levels
      mayGive
    }
  }
`);

const DeleteDocument = graphql(`
  mutation DeleteRole($input: DeleteRoleInput!) {
    deleteRole(input: $input)
  }
`);

const HoldersDocument = graphql(
  `
  query RoleHolders(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: MembershipFilter
    $orderBy: MembershipOrder
  ) {
    memberships(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        firstName
        lastName
        email
        status
        lastSignInAt
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

/** One role: what it allows, in words, and who has it [T6]. */
export function RolePage() {
  const { roleId = '' } = useParams({ strict: false });
  return <RoleOf key={roleId} id={roleId} />;
}

function RoleOf({ id }: { id: string }) {
  const read = useRead(RoleDocument, { id }, { types: ['Role', 'Membership'] });
  const can = useCan();
  const navigate = useNavigate();
  const remove = useSend(DeleteDocument, 'Role');
  return (
    <Loaded from={read} whole>
      {({ role, rolePermissions }) => {
        if (!role) return <ErrorState error={new ApiError('NOT_FOUND', 'There is no such role.')} whole />;
        const own = role.kind === 'CUSTOM';
        return (
          <DetailPage
            header={{
              title: role.name,
              badge: <StateBadge state="NONE" label={own ? 'Made by you' : 'Built in'} />,
              crumbs: [{ label: 'Roles', link: { to: '/roles' } }],
              actions: own && can('ROLE_WRITE') && (
                <ConfirmButton
                  title={`Delete ${role.name}?`}
                  consequence={
                    role.memberCount
                      ? 'Somebody has this role: give them another one first.'
                      : 'Nobody has it. It cannot be brought back.'
                  }
                  confirmLabel="Delete role"
                  destructive
                  onConfirm={async () => {
                    await remove({ input: { roleId: role.id } });
                    notifications.show({ message: `${role.name} is deleted.` });
                    await navigate({ to: '/roles' });
                  }}
                >
                  Delete
                </ConfirmButton>
              ),
            }}
            facts={[
              ['What it is for', KIND_SAYS[role.kind]],
              ['For', words(role.level)],
              ['Who has it', role.memberCount],
              ...(own ? [['Made', <DateText key="made" at={role.createdAt} as="day" />] as const] : []),
            ]}
            aside={[<Allows key="allows" all={rolePermissions} role={role} />]}
            tabs={[
              {
                key: 'who',
                label: 'Who has it',
                count: role.memberCount,
                content: () => <Holders roleId={role.id} />,
              },
              ...(own && can('ROLE_WRITE')
                ? [
                    {
                      key: 'change',
                      label: 'Change',
                      content: () => (
                        <EditRole
                          role={role}
                          all={rolePermissions}
                          onDone={() =>
                            void navigate({ to: '/roles/$roleId', params: { roleId: role.id }, search: {} })
                          }
                        />
                      ),
                    },
                  ]
                : []),
            ]}
          />
        );
      }}
    </Loaded>
  );
}

/** What a role allows, area by area. */
function Allows({
  all,
  role,
}: {
  all: readonly RolePermission[];
  role: { level: string; permissions: readonly string[] };
}) {
  const areas = byArea(
    all.filter(({ permission }) => role.permissions.includes(permission)),
    role.level,
  );
  return (
    <Section title="What it allows">
      <SimpleGrid cols={1} spacing="md">
        {areas.map(([area, of]) => (
          <Stack key={area} gap={4}>
            <Text fw={600} fz="sm">
              {areaTitle(area)}
            </Text>
            <List spacing={2} size="sm" listStyleType="none">
              {of.map(({ permission, words: says }) => (
                <List.Item key={permission}>
                  <Group gap={8} wrap="nowrap" align="flex-start">
                    <IconCheck size={14} style={{ flex: 'none', marginTop: 4 }} aria-hidden />
                    <span>{says}</span>
                  </Group>
                </List.Item>
              ))}
            </List>
          </Stack>
        ))}
      </SimpleGrid>
    </Section>
  );
}

type Holder = ResultOf<typeof HoldersDocument>['memberships']['nodes'][number];

function Holders({ roleId }: { roleId: string }) {
  const list = useList({
    query: HoldersDocument,
    page: ({ memberships }) => memberships,
    type: 'Membership',
    settings: { sort: 'NAME' },
    fixed: { roleId },
  });
  return (
    <DataList
      id="role-holders"
      label="Who has it"
      list={list}
      columns={COLUMNS}
      searchHint="Name or e-mail"
      rowLink={({ firstName, lastName }) => ({
        to: '/administrators',
        search: { q: `${firstName} ${lastName}` },
      })}
      empty={
        <EmptyState icon={<IconUserShield size={22} />} title="Nobody has it">
          Give it to somebody in the list of administrators.
        </EmptyState>
      }
    />
  );
}

const COLUMNS: readonly Column<Holder, 'NAME' | 'EMAIL' | 'CREATED_AT'>[] = [
  {
    key: 'name',
    title: 'Name',
    value: ({ firstName, lastName }) => `${firstName} ${lastName}`,
    sort: 'NAME',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, sort: 'EMAIL', show: 'always' },
  {
    key: 'status',
    title: 'Status',
    value: ({ status }) => words(status),
    cell: ({ status }) => <StateBadge state={status} />,
    show: 'always',
  },
  {
    key: 'lastSignInAt',
    title: 'Last sign-in',
    value: ({ lastSignInAt }) => lastSignInAt,
    cell: ({ lastSignInAt }) => <DateText at={lastSignInAt} as="ago" />,
  },
];
