import { Alert, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const SendDocument = graphql(`
  mutation SendTemporaryPassword($input: SendTemporaryPasswordInput!) {
    sendTemporaryPassword(input: $input)
  }
`);

interface SendTemporaryPasswordProps {
  people: readonly { displayName: string; membershipId: string | null }[];
  onClose: (done: boolean) => void;
}

/** Sends somebody who cannot use e-mail a temporary password to their mobile [I4]. */
export function SendTemporaryPassword({ people, onClose }: SendTemporaryPasswordProps) {
  const own = useViewer().membershipId;
  const others = people.flatMap(({ membershipId, displayName }) =>
    membershipId && membershipId !== own ? { membershipId, displayName } : [],
  );
  const send = useSend(SendDocument);
  const [only] = others;
  const form = useSubmitForm({
    initialValues: {},
    send: () => send({ input: { membershipId: only?.membershipId ?? '' } }),
    onDone: () => {
      notifications.show({
        message: `A temporary password is on its way to the mobile of ${only?.displayName}.`,
      });
      onClose(true);
    },
  });
  if (!only || others.length > 1)
    return (
      <Dialogue opened onClose={() => onClose(false)} title="Send temporary password" size="sm">
        <Alert color="yellow">
          {only
            ? 'Choose one person: each has to be at their telephone, for it is good for half an hour only.'
            : 'Nobody of these but you signs in. Change your own password under “Sign-in”.'}
        </Alert>
      </Dialogue>
    );
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={`Send ${only.displayName} a temporary password?`}
      submitLabel="Send"
      dismissLabel="Not now"
      size="sm"
      form={form}
    >
      <Text>
        It goes to the mobile that is recorded for them, is good once and for half an hour, and lets them
        choose a password of their own. Until then the one they have stays; second factors stay in any case.
      </Text>
    </FormModal>
  );
}
