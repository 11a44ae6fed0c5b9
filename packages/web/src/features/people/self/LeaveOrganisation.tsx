import { Text } from '@mantine/core';
import { IconDoorExit } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Section } from '../../../ui/Section.tsx';

const LeaveDocument = graphql(`
  mutation LeaveOrganisation {
    leaveOrganisation
  }
`);

/** Gives back what one may here, for good: other organisations stay as they are [T5]. */
export function LeaveOrganisation() {
  const { company, reseller, memberships } = useViewer();
  const { signOut } = useSession();
  const leave = useSend(LeaveDocument);
  const here = company?.name ?? reseller.name;
  const others = memberships.filter(({ current }) => !current).map(({ tenantName }) => tenantName);
  return (
    <Section title={`Leave ${here}`}>
      <Text fz="sm" c="dimmed" mb="sm">
        You no longer look after {here}. An administrator who stays can take you back.
      </Text>
      <ConfirmButton
        leftSection={<IconDoorExit size={16} />}
        title={`Leave ${here}?`}
        consequence={
          others.length
            ? `You are signed out at once and cannot come back by yourself. You still sign in for ${others.join(', ')}.`
            : 'You are signed out at once, cannot come back by yourself, and sign in nowhere else.'
        }
        confirmLabel={`Leave ${here}`}
        destructive
        onConfirm={async () => {
          await leave({});
          await signOut();
        }}
      >
        Leave {here}
      </ConfirmButton>
    </Section>
  );
}
