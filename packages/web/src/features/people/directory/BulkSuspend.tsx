import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';

const SetStatusDocument = graphql(`
  mutation SetEndUsersStatus($input: SetEndUserStatusInput!) {
    setEndUserStatus(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface BulkSuspendProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

const people = (count: number, one: string, many: string) => plural(count, `person ${one}`, `people ${many}`);

/** Suspends everyone who is ticked [U1] [S47]. */
export function BulkSuspend({ ids, onClose }: BulkSuspendProps) {
  const set = useSend(SetStatusDocument, 'EndUser');
  return (
    <BulkDialogue
      count={ids.length}
      title={`Suspend ${plural(ids.length, 'person', 'people')}?`}
      consequence="They are signed out at once and cannot sign in, open invitations stop working, and no new services can be given. Services they have go on and are charged until they are cancelled. You can reactivate them at any time."
      confirmLabel="Suspend"
      destructive
      onConfirm={async () => (await set({ input: { ids: [...ids], status: 'SUSPENDED' } })).setEndUserStatus}
      done={(count) => `${people(count, 'is', 'are')} suspended.`}
      onClose={onClose}
    />
  );
}

/** Takes everyone back who is ticked [U1] [S47]. */
export function BulkReactivate({ ids, onClose }: BulkSuspendProps) {
  const set = useSend(SetStatusDocument, 'EndUser');
  return (
    <BulkDialogue
      count={ids.length}
      title={`Reactivate ${plural(ids.length, 'person', 'people')}?`}
      consequence="They can sign in again if they could before, and can be given new services. Invitations that were open have to be sent again."
      confirmLabel="Reactivate"
      onConfirm={async () => (await set({ input: { ids: [...ids], status: 'ACTIVE' } })).setEndUserStatus}
      done={(count) => `${people(count, 'is', 'are')} active again.`}
      onClose={onClose}
    />
  );
}
