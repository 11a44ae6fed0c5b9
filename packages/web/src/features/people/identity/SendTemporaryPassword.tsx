import { Alert, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';

const SendDocument = graphql(`
  mutation SendTemporaryPasswords($input: SendTemporaryPasswordsInput!) {
    sendTemporaryPasswords(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface SendTemporaryPasswordProps {
  people: readonly { displayName: string; membershipId: string | null }[];
  onClose: (done: boolean) => void;
}

/** Sends those who cannot use e-mail a temporary password to their mobile, and says who was not sent one and why [I4]. */
export function SendTemporaryPassword({ people, onClose }: SendTemporaryPasswordProps) {
  const own = useViewer().membershipId;
  const others = people.flatMap(({ membershipId, displayName }) =>
    membershipId && membershipId !== own ? { membershipId, displayName } : [],
  );
  const send = useSend(SendDocument);
  const [only] = others;
  if (!only)
    return (
      <Dialogue opened onClose={() => onClose(false)} title="Send temporary password" size="sm">
        <Alert color="yellow">
          Nobody of these but you signs in. Change your own password under “Sign-in”.
        </Alert>
      </Dialogue>
    );
  const without = people.length - others.length;
  return (
    <BulkDialogue
      count={others.length}
      title={
        others.length === 1
          ? `Send ${only.displayName} a temporary password?`
          : `Send ${plural(others.length, 'person', 'people')} a temporary password each?`
      }
      consequence={
        <>
          <Text>
            It goes to the mobile that is recorded for {others.length === 1 ? 'them' : 'each'}, is good once
            and for half an hour, and lets them choose a password of their own. Until then the one they have
            stays; second factors stay in any case.
          </Text>
          {without > 0 && (
            <Text mt="xs">
              {plural(without, 'person', 'people')} of those ticked {without === 1 ? 'does' : 'do'} not sign
              in, or {without === 1 ? 'is' : 'are'} you, and {without === 1 ? 'is' : 'are'} left out.
            </Text>
          )}
        </>
      }
      confirmLabel="Send"
      onConfirm={async () =>
        (await send({ input: { membershipIds: others.map(({ membershipId }) => membershipId) } }))
          .sendTemporaryPasswords
      }
      done={(count) =>
        count === 1 && others.length === 1
          ? `A temporary password is on its way to the mobile of ${only.displayName}.`
          : `${plural(count, 'temporary password is', 'temporary passwords are')} on the way.`
      }
      onClose={onClose}
    />
  );
}
