import { Stack } from '@mantine/core';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { ReportDocument } from './PersonData.tsx';
import { Receipts } from './Receipts.tsx';

/** Reports a file of people who did not agree, and shows the proof that they were taken out [U3]. */
export function WrongFile({ changeSetId, state }: { changeSetId: string; state: string }) {
  const can = useCan();
  const report = useSend(ReportDocument, 'ChangeSet');
  const may = can('RIGHTS_CARRY_OUT') && state !== 'RUNNING' && state !== 'REVERSING';
  return (
    <Stack align="flex-start">
      {may && (
        <ConfirmButton
          title="Should these people not have been submitted?"
          consequence="Everybody whom this file added goes at once, with their services and every row of the file. The receipt proves it. It cannot be undone."
          confirmLabel="Take them out"
          destructive
          onConfirm={() => report({ input: { changeSetId } })}
        >
          Report as wrongly submitted
        </ConfirmButton>
      )}
      <Receipts filter={{ changeSetId }} />
    </Stack>
  );
}
