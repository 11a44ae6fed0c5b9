import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';

const SignOutDocument = graphql(`
  mutation SignOutEndUsers($input: SignOutEndUsersInput!) {
    signOutEndUsers(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface BulkSignOutProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

/** Signs out everyone who is ticked, on every device [S47] [S49]. */
export function BulkSignOut({ ids, onClose }: BulkSignOutProps) {
  const signOut = useSend(SignOutDocument);
  return (
    <BulkDialogue
      count={ids.length}
      title={`Sign ${plural(ids.length, 'person', 'people')} out?`}
      consequence="All their sessions end at once, on every device. They can sign in again."
      confirmLabel="Sign out"
      onConfirm={async () => (await signOut({ input: { ids: [...ids] } })).signOutEndUsers}
      done={(count) => `${plural(count, 'person is', 'people are')} signed out.`}
      onClose={onClose}
    />
  );
}
