import { Alert, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql } from '../../../../data/graphql.ts';
import { useSend } from '../../../../data/use-send.ts';
import { useViewer } from '../../../../data/viewer.ts';
import { plural } from '../../../../lib/format.ts';
import { Dialogue } from '../../../../ui/Dialogue.tsx';
import { FormModal } from '../../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../../ui/form/use-submit-form.ts';

const ResetDocument = graphql(`
  mutation ResetFactors($input: ResetFactorsInput!) {
    resetFactors(input: $input)
  }
`);

interface ResetFactorsProps {
  people: readonly { displayName: string; membershipId: string | null }[];
  onClose: (done: boolean) => void;
}

/** Cancels everything that lets people in, because something of it is lost or stolen, and has them begin anew [I5]. */
export function ResetFactors({ people, onClose }: ResetFactorsProps) {
  const own = useViewer().membershipId;
  const others = people.flatMap(({ membershipId, displayName }) =>
    membershipId && membershipId !== own ? { membershipId, displayName } : [],
  );
  const reset = useSend(ResetDocument, 'Membership');
  const who =
    others.length === 1 ? (others[0]?.displayName ?? '') : plural(others.length, 'person', 'people');
  const form = useSubmitForm({
    initialValues: {},
    send: () => reset({ input: { membershipIds: others.map(({ membershipId }) => membershipId) } }),
    onDone: () => {
      notifications.show({ message: `The sign-in of ${who} is cancelled. They are sent a link.` });
      onClose(true);
    },
  });
  if (others.length === 0)
    return (
      <Dialogue opened onClose={() => onClose(false)} title="Lost or stolen" size="sm">
        <Alert color="yellow">Nobody of these but you signs in. Report your own under “Sign-in”.</Alert>
      </Dialogue>
    );
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={`Cancel the sign-in of ${who}?`}
      submitLabel="Cancel sign-in"
      dismissLabel="Not now"
      destructive
      size="sm"
      form={form}
    >
      <Text>
        For when a telephone, a device or a password is lost or stolen. Sessions, second factors, recovery
        codes and the password stop working at once, and cannot be brought back.{' '}
        {others.length === 1 ? 'They are' : 'Each is'} mailed a link, good for a day, to begin anew.
      </Text>
    </FormModal>
  );
}
