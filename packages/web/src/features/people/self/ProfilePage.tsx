import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { useCards } from '../../../frame/slots.tsx';
import { formatPhone } from '../../../lib/phone.ts';
import { words } from '../../../lib/words.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { CorrectNumbers } from './CorrectNumbers.tsx';
import { LeaveOrganisation } from './LeaveOrganisation.tsx';
import { MailAddresses } from './MailAddresses.tsx';

const ProfileDocument = graphql(`
  query OwnProfile($id: ID!) {
    endUser(id: $id) {
      id
      displayName
      userId
      email
      firstName
      lastName
      jobTitle
      department
      mobile
      phone
      addresses {
        id
        address
        primary
      }
    }
  }
`);

const OwnNumbersDocument = graphql(`
  query OwnNumbers {
    ownNumbers {
      id
      phone
      mobile
      fax
    }
  }
`);

/** One's own page. An end user's entry in the directory: numbers and photo are theirs, the rest their administrator's [U4]. */
export function ProfilePage() {
  const { endUser } = useViewer();
  return endUser ? <Profile id={endUser.id} /> : <Administrator />;
}

/** Who one is here, for those who look after others; of their record the numbers are theirs to correct. */
function Administrator() {
  const { displayName, email, level, roleName, company, reseller } = useViewer();
  const cards = useCards('profile');
  const read = useRead(OwnNumbersDocument, {}, { types: ['Membership'] });
  const [correcting, correct] = useDisclosure();
  return (
    <Loaded from={read} whole>
      {({ ownNumbers: { phone, mobile, fax } }) => (
        <>
          <DetailPage
            header={{
              title: 'My profile',
              description:
                'Who you are here. Sign-in, e-mail address, sessions and password stand under Sign-in.',
              actions: (
                <Button leftSection={<IconPencil size={16} />} onClick={correct.open}>
                  Correct numbers
                </Button>
              ),
            }}
            factsTitle={displayName}
            facts={[
              ['E-mail', email],
              ['Organisation', company?.name ?? reseller.name],
              ['Level', words(level)],
              ['Role', roleName],
              ['Phone', phone && formatPhone(phone)],
              ['Mobile', mobile && formatPhone(mobile)],
              ['Fax', fax && formatPhone(fax)],
            ]}
            aside={[...cards({ profile: null }), <LeaveOrganisation key="leave" />]}
          />
          <CorrectNumbers numbers={{ phone, mobile, fax }} opened={correcting} onClose={correct.close} />
        </>
      )}
    </Loaded>
  );
}

function Profile({ id }: { id: string }) {
  const read = useRead(ProfileDocument, { id });
  const { company } = useViewer();
  const [correcting, correct] = useDisclosure();
  const cards = useCards('profile');
  return (
    <Loaded from={read} whole>
      {({ endUser }) => {
        if (!endUser) return null;
        const { mobile, phone } = endUser;
        return (
          <>
            <DetailPage
              header={{
                title: 'My profile',
                description: `What ${company?.name ?? 'your company'} keeps about you. You change your numbers yourself; for the rest, ask for a correction.`,
                actions: (
                  <Button leftSection={<IconPencil size={16} />} onClick={correct.open}>
                    Correct numbers
                  </Button>
                ),
              }}
              factsTitle={endUser.displayName}
              facts={[
                ['User id', <CopyText key="user-id" text={endUser.userId} label="user id" />],
                ['First name', endUser.firstName],
                ['Last name', endUser.lastName],
                ['Mobile', mobile && formatPhone(mobile)],
                ['Phone', phone && formatPhone(phone)],
                ['Job title', endUser.jobTitle],
                ['Department', endUser.department],
                ['Company', company?.name],
              ]}
              aside={[
                <MailAddresses key="addresses" addresses={endUser.addresses} />,
                ...cards({ profile: endUser }),
              ]}
            />
            <CorrectNumbers numbers={{ mobile, phone }} opened={correcting} onClose={correct.close} />
          </>
        );
      }}
    </Loaded>
  );
}
