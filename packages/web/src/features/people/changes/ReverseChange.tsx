import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { Asking } from '../../../ui/Asking.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const ReverseDocument = graphql(`
  mutation ReverseBulkChange($input: ReverseBulkChangeInput!) {
    reverseBulkChange(input: $input) {
      id
      state
    }
  }
`);

interface ReverseChangeProps {
  of: { id: string; fileName: string; doneCount: number };
  opened: boolean;
  onClose: () => void;
}

/** Asks whether all that a file did is to be taken back; says what stands in the way [U2]. */
export function ReverseChange({ of: { id, fileName, doneCount }, opened, onClose }: ReverseChangeProps) {
  const reverse = useSend(ReverseDocument, 'ChangeSet');
  const { run, busy, error, restart } = useDeed(async () => {
    await reverse({ input: { id } });
    onClose();
  });
  return (
    <Dialogue
      opened={opened}
      onClose={() => !busy && onClose()}
      onExitTransitionEnd={restart}
      title={`Reverse ${fileName}?`}
    >
      <Asking
        consequence={`All of ${plural(doneCount, 'row')} is taken back: people whom it added leave the directory with their addresses, what it changed is as before, services that it ordered end today, and services that it ended go on. What has been taken away by now is ordered anew, at the price of today. Whatever has been built upon it since stops this, and is named.`}
        confirmLabel="Reverse"
        destructive
        busy={busy}
        problem={error?.message}
        onAnswer={(go) => (go ? void run() : onClose())}
      />
    </Dialogue>
  );
}
