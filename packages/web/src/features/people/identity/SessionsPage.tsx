import { Badge, Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconDevices, IconKey } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { deviceName } from './device-name.ts';

const SessionsDocument = graphql(
  `
  query Sessions($first: Int, $after: String, $last: Int, $before: String, $orderBy: SessionOrder) {
    sessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        createdAt
        lastSeenAt
        address
        userAgent
        current
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

const RevokeDocument = graphql(`
  mutation RevokeSession($input: RevokeSessionInput!) {
    revokeSession(input: $input) {
      id
    }
  }
`);

/** Where one is signed in, each of which can be ended [I1] [U4]. */
export function SessionsPage() {
  const [changing, change] = useDisclosure();
  const list = useList({
    query: SessionsDocument,
    page: ({ sessions }) => sessions,
    type: 'Session',
    settings: { sort: '-CREATED_AT' },
  });
  type Row = NonNullable<typeof list.rows>[number];
  const columns: Column<Row, 'CREATED_AT'>[] = [
    {
      key: 'device',
      title: 'Device',
      value: ({ userAgent }) => deviceName(userAgent),
      cell: ({ userAgent, current }) => (
        <Group gap="xs" wrap="nowrap">
          {deviceName(userAgent)}
          {current && (
            <Badge size="sm" variant="light">
              This device
            </Badge>
          )}
        </Group>
      ),
    },
    { key: 'address', title: 'IP address', value: ({ address }) => address, show: 'always' },
    {
      key: 'lastSeenAt',
      title: 'Last seen',
      value: ({ lastSeenAt }) => lastSeenAt,
      cell: ({ lastSeenAt }) => <DateText at={lastSeenAt} as="ago" />,
      show: 'always',
    },
    {
      key: 'createdAt',
      title: 'Signed in',
      value: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <DateText at={createdAt} />,
      sort: 'CREATED_AT',
    },
  ];
  return (
    <>
      <PageHeader
        title="Sessions"
        description="Everywhere you are signed in. End any that you do not recognise, and tell your administrator."
        actions={
          <Button variant="default" leftSection={<IconKey size={16} />} onClick={change.open}>
            Change password
          </Button>
        }
      />
      <DataList
        id="sessions"
        label="Sessions"
        list={list}
        columns={columns}
        rowActions={(session) => <EndSession session={session} />}
        empty={<EmptyState icon={<IconDevices size={22} />} title="No sessions" />}
      />
      <ChangePassword opened={changing} onClose={change.close} />
    </>
  );
}

function EndSession({ session }: { session: { id: string; userAgent: string | null; current: boolean } }) {
  const revoke = useSend(RevokeDocument);
  const { signOut } = useSession();
  const end = async () => {
    if (session.current) return signOut();
    await revoke({ input: { id: session.id } });
    notifications.show({ message: 'The session has ended.' });
  };
  return (
    <ConfirmButton
      size="compact-sm"
      title="End this session?"
      consequence={
        session.current
          ? 'This is the session you are using: you will be signed out.'
          : `${deviceName(session.userAgent)} is signed out at once. Whoever uses it must sign in again.`
      }
      confirmLabel="End session"
      destructive
      onConfirm={end}
    >
      End session
    </ConfirmButton>
  );
}
