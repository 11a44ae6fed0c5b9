import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAt, IconDevices, IconKey, IconLogout, IconShieldOff } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ChangeEmail } from './ChangeEmail.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { deviceName } from './device-name.ts';
import { SignInPoliciesDocument } from './EditSignInPolicy.tsx';
import { EndSessions } from './EndSessions.tsx';
import { FactorsSection } from './factors/FactorsSection.tsx';
import { ReportLost } from './factors/ReportLost.tsx';
import { networkName } from './network-name.ts';
import { span } from './time-spans.ts';

const SessionsDocument = graphql(
  `
  query Sessions($first: Int, $after: String, $last: Int, $before: String, $orderBy: SessionOrder) {
    sessions(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy) {
      nodes {
        id
        createdAt
        lastSeenAt
        endsAt
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

/** Where one is signed in, each of which can be ended [I1] [U4]. */
export function SessionsPage() {
  const [changing, change] = useDisclosure();
  const [readdressing, readdress] = useDisclosure();
  const [reporting, report] = useDisclosure();
  const [ending, end] = useState<{ session?: { id: string; userAgent: string | null } }>();
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
    {
      key: 'address',
      title: 'Place',
      value: ({ address }) => networkName(address),
      cell: ({ address }) => <span title={address ?? undefined}>{networkName(address)}</span>,
      show: 'always',
    },
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
    {
      key: 'endsAt',
      title: 'Ends, unless used',
      value: ({ endsAt }) => endsAt,
      cell: ({ endsAt }) => endsAt && <DateText at={endsAt} />,
    },
  ];
  const { level } = useViewer();
  const policies = useRead(SignInPoliciesDocument, {}, { types: ['SignInPolicy'] });
  const own =
    policies.state === 'ready'
      ? policies.data.signInPolicies.find((each) => each.level === level)
      : undefined;
  return (
    <>
      <PageHeader
        title="Sign-in"
        description="Your second factors, and everywhere you are signed in. End any session that you do not recognise, and tell your administrator."
        actions={
          <>
            {list.total !== undefined && list.total > 1 && (
              <Button variant="default" leftSection={<IconLogout size={16} />} onClick={() => end({})}>
                Sign out everywhere else
              </Button>
            )}
            <Button variant="default" leftSection={<IconShieldOff size={16} />} onClick={report.open}>
              Lost or stolen
            </Button>
            <Button variant="default" leftSection={<IconAt size={16} />} onClick={readdress.open}>
              Change e-mail address
            </Button>
            <Button variant="default" leftSection={<IconKey size={16} />} onClick={change.open}>
              Change password
            </Button>
          </>
        }
      />
      <FactorsSection />
      {own && (
        <Text fz="sm" c="dimmed" mb="xs">
          You are signed out after {span(own.idleMinutes)} without use, and {span(own.absoluteMinutes)} after
          signing in.
        </Text>
      )}
      <DataList
        id="sessions"
        label="Sessions"
        list={list}
        columns={columns}
        rowActions={(session) => <EndSession current={session.current} onEnd={() => end({ session })} />}
        empty={<EmptyState icon={<IconDevices size={22} />} title="No sessions" />}
      />
      {ending && <EndSessions {...ending} onClose={() => end(undefined)} />}
      {reporting && <ReportLost onClose={report.close} />}
      <ChangeEmail opened={readdressing} onClose={readdress.close} />
      <ChangePassword opened={changing} onClose={change.close} />
    </>
  );
}

/** Of the present session it is signing out; any other is asked about above the list. */
function EndSession({ current, onEnd }: { current: boolean; onEnd: () => void }) {
  const { signOut } = useSession();
  if (!current)
    return (
      <Button size="compact-sm" variant="default" onClick={onEnd}>
        End session
      </Button>
    );
  return (
    <ConfirmButton
      size="compact-sm"
      title="End this session?"
      consequence="This is the session you are using: you will be signed out."
      confirmLabel="End session"
      destructive
      onConfirm={signOut}
    >
      End session
    </ConfirmButton>
  );
}
