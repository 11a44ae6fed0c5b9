import { Alert, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { OwnPassword } from './OwnPassword.tsx';

const EndSessionsDocument = graphql(`
  mutation EndSessions($input: EndSessionsInput!) {
    endSessions(input: $input)
  }
`);

const RULES = z.object({ password: z.string().min(1, 'Must be filled in.') });

interface SignOutPeopleProps {
  people: readonly { displayName: string; membershipId: string | null; openSessions: number | null }[];
  onClose: (done: boolean) => void;
}

/** Ends the sessions of people one looks after, for instance because a device is lost [S49]. */
export function SignOutPeople({ people, onClose }: SignOutPeopleProps) {
  const own = useViewer().membershipId;
  const signedIn = people.filter(({ membershipId, openSessions }) => openSessions && membershipId !== own);
  const who =
    people.length === 1 ? (people[0]?.displayName ?? '') : plural(people.length, 'person', 'people');
  if (signedIn.length === 0)
    return (
      <Dialogue opened onClose={() => onClose(false)} title={`Sign out ${who}`} size="sm">
        <Alert color="yellow">
          {people.length === 1 ? 'They are not signed in anywhere.' : 'None of them is signed in anywhere.'}
        </Alert>
      </Dialogue>
    );
  return <SignOutForm people={signedIn} onClose={onClose} />;
}

function SignOutForm({ people, onClose }: SignOutPeopleProps) {
  const endSessions = useSend(EndSessionsDocument, 'Membership');
  const sessions = people.reduce((sum, { openSessions }) => sum + (openSessions ?? 0), 0);
  const who =
    people.length === 1 ? (people[0]?.displayName ?? '') : plural(people.length, 'person', 'people');
  const form = useSubmitForm({
    initialValues: { password: '' },
    schema: RULES,
    send: ({ password }) =>
      endSessions({
        input: { membershipIds: people.flatMap(({ membershipId }) => membershipId ?? []), password },
      }),
    onDone: ({ endSessions: ended }) => {
      notifications.show({ message: `${who} signed out: ${plural(ended, 'session')} ended.` });
      onClose(true);
    },
  });
  return (
    <FormModal
      opened
      onClose={() => onClose(false)}
      title={`Sign ${who} out everywhere?`}
      submitLabel={`End ${plural(sessions, 'session')}`}
      dismissLabel="Not now"
      destructive
      size="sm"
      form={form}
    >
      <Text>
        {plural(sessions, 'session')} {sessions === 1 ? 'ends' : 'end'} at once. They can sign in again with
        their password.
      </Text>
      <OwnPassword {...form.form.getInputProps('password')} />
    </FormModal>
  );
}
