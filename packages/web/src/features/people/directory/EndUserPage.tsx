import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { useCards, useTabs } from '../../../frame/slots.tsx';
import { formatPhone } from '../../../lib/phone.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Portrait } from '../../../ui/Portrait.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { EditEndUser } from './EditEndUser.tsx';
import { EmailAddresses } from './EmailAddresses.tsx';
import { SignIn } from './SignIn.tsx';
import { SuspendEndUser } from './SuspendEndUser.tsx';

const EndUserDocument = graphql(`
  query EndUser($id: ID!, $services: Boolean!) {
    endUser(id: $id) {
      id
      firstName
      lastName
      displayName
      photo
      userId
      email
      mobile
      phone
      jobTitle
      department
      status
      signIn
      invitedAt
      invitationExpiresAt
      createdAt
      restrictedAt
      company {
        id
        name
      }
      addresses {
        id
        address
        primary
      }
      subscriptions(filter: { part: false }) @include(if: $services) {
        totalCount
      }
    }
  }
`);

export type EndUserDetail = NonNullable<ResultOf<typeof EndUserDocument>['endUser']>;

/** One person of the directory: what is known, addresses, services, sign-in [U1] [U4]. */
export function EndUserPage() {
  const { endUserId = '' } = useParams({ strict: false });
  return <EndUser key={endUserId} id={endUserId} />;
}

function EndUser({ id }: { id: string }) {
  const { level } = useViewer();
  const can = useCan();
  const services = can('SUBSCRIPTION_READ');
  const read = useRead(EndUserDocument, { id, services }, { types: ['Subscription'] });
  const tabs = useTabs('endUser');
  const cards = useCards('endUser');
  const [editing, edit] = useDisclosure();
  const mayWrite = can('END_USER_WRITE');
  return (
    <Loaded from={read} whole>
      {({ endUser }) => {
        if (!endUser) return null;
        const company =
          level === 'PLATFORM' || level === 'RESELLER' ? (
            <TextLink
              key="company"
              to="/companies/$companyId"
              params={{ companyId: endUser.company.id }}
              inherit
            >
              {endUser.company.name}
            </TextLink>
          ) : (
            endUser.company.name
          );
        return (
          <>
            <DetailPage
              header={{
                title: endUser.displayName,
                mark: <Portrait name={endUser.displayName} photo={endUser.photo} size={36} />,
                badge: <StateBadge state={endUser.status} />,
                crumbs: [{ label: 'End users', link: { to: '/end-users' } }],
                actions: mayWrite && (
                  <>
                    <SuspendEndUser endUser={endUser} />
                    <Button variant="default" leftSection={<IconPencil size={16} />} onClick={edit.open}>
                      Edit
                    </Button>
                  </>
                ),
              }}
              facts={[
                ['User id', <CopyText key="user-id" text={endUser.userId} label="user id" />],
                ['Company', company],
                ['Job title', endUser.jobTitle],
                ['Department', endUser.department],
                ['Mobile', endUser.mobile && formatPhone(endUser.mobile)],
                ['Phone', endUser.phone && formatPhone(endUser.phone)],
                ['Added', <DateText key="added" at={endUser.createdAt} as="day" />],
                ...(endUser.restrictedAt
                  ? [
                      [
                        'Restricted since',
                        <DateText key="restricted" at={endUser.restrictedAt} as="day" />,
                      ] as const,
                    ]
                  : []),
              ]}
              aside={[
                <EmailAddresses key="addresses" endUser={endUser} mayWrite={mayWrite} />,
                <SignIn key="sign-in" endUser={endUser} mayWrite={mayWrite} />,
                ...cards(endUser),
              ]}
              tabs={tabs(endUser)}
            />
            <EditEndUser endUser={endUser} opened={editing} onClose={edit.close} />
          </>
        );
      }}
    </Loaded>
  );
}
