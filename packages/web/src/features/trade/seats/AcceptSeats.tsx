import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';

const AcceptDocument = graphql(`
  mutation AcceptSeatDifferences($input: AcceptSeatDifferencesInput!) {
    acceptSeatDifferences(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface AcceptSeatsProps {
  ids: readonly string[];
  onClose: (done: boolean) => void;
}

/** Accepts differences as they are, and says why [P3]. */
export function AcceptSeats({ ids, onClose }: AcceptSeatsProps) {
  const accept = useSend(AcceptDocument, 'SupplierBill');
  const [reason, setReason] = useState('');
  return (
    <BulkDialogue
      count={ids.length}
      title={`Accept ${plural(ids.length, 'difference')}?`}
      consequence="Nothing is ordered or invoiced. It counts as settled until one of its three numbers changes, on this bill or the next."
      confirmLabel="Accept"
      onConfirm={async () => (await accept({ input: { ids: [...ids], reason } })).acceptSeatDifferences}
      done={(count) => `${plural(count, 'difference is', 'differences are')} accepted.`}
      onClose={onClose}
    >
      <TextInput
        label="Reason"
        placeholder="Trial seats until March"
        required
        data-autofocus
        maxLength={300}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </BulkDialogue>
  );
}
