import { notifications } from '@mantine/notifications';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { today } from '../../../lib/today.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';

const UndoDocument = graphql(`
  mutation UndoLeaver($input: UndoLeaverInput!) {
    undoLeaver(input: $input) {
      id
      state
    }
  }
`);

interface UndoLeaverProps {
  leaver: { id: string; state: string; undoUntil: string | null };
  name: string;
}

/** Takes a leaving back while that is possible; says first what comes back and what does not [U5]. */
export function UndoLeaver({ leaver: { id, state, undoUntil }, name }: UndoLeaverProps) {
  const undo = useSend(UndoDocument, 'EndUser');
  const can = useCan();
  const open = (state === 'CONFIRMED' || state === 'DONE') && undoUntil !== null && undoUntil >= today();
  if (!open || !can('LEAVER_WRITE')) return null;
  return (
    <ConfirmButton
      title={`Undo that ${name} leaves?`}
      consequence={
        state === 'CONFIRMED'
          ? 'Nothing is taken back or handed over, services go on, and an order that still waits is called off.'
          : 'They can sign in again, and get back what is still nobody’s or with whom it was handed to. Services whose last day is over do not come back: order them again.'
      }
      confirmLabel="Undo"
      onConfirm={async () => {
        await undo({ input: { id } });
        notifications.show({ message: `That ${name} leaves is undone.` });
      }}
    >
      Undo
    </ConfirmButton>
  );
}
