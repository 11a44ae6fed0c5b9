import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { NoteMatches } from '../../../ui/NoteMatches.tsx';
import { CreditForm } from './CreditForm.tsx';
import type { Note } from './CreditNotePage.tsx';

const MatchesDocument = graphql(`
  query CreditNoteMatches($id: ID!) {
    creditNoteMatches(creditNoteId: $id) {
      invoiceId
      invoiceNumber
      customerName
      currency
      lineId
      description
      netMinor
    }
  }
`);

/** What one may credit at one's own side, since the other side was credited [B6] [C3]. */
export function PassOn({ note }: { note: Note }) {
  const read = useRead(MatchesDocument, { id: note.id }, { types: ['CreditNote', 'Invoice'] });
  const wholesale = note.kind === 'WHOLESALE';
  return (
    <Loaded from={read}>
      {({ creditNoteMatches }) => (
        <NoteMatches
          title={wholesale ? 'Pass it on' : 'At wholesale'}
          words={
            wholesale
              ? 'Your customers were charged for the same services. The same share of it may be credited to them.'
              : 'The reseller was charged for the same services. The same share of it may be credited to it.'
          }
          deed="Credit"
          matches={creditNoteMatches}
          form={(chosen) => <CreditForm {...chosen} reason={note.reason} />}
        />
      )}
    </Loaded>
  );
}
