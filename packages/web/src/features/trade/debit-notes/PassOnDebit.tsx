import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { NoteMatches } from '../../../ui/NoteMatches.tsx';
import { DebitForm } from './DebitForm.tsx';

const MatchesDocument = graphql(`
  query DebitNoteMatches($id: ID!) {
    invoice(id: $id) {
      id
      kind
      reason
    }
    debitNoteMatches(invoiceId: $id) {
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

/** What one may charge more at one's own side, since more was charged at the other [B6] [C3]. */
export function PassOnDebit({ invoiceId }: { invoiceId: string }) {
  const read = useRead(MatchesDocument, { id: invoiceId }, { types: ['DebitNote', 'Invoice'] });
  return (
    <Loaded from={read}>
      {({ invoice, debitNoteMatches }) => {
        const wholesale = invoice?.kind === 'WHOLESALE';
        return (
          <NoteMatches
            title={wholesale ? 'Pass it on' : 'At wholesale'}
            words={
              wholesale
                ? 'Your customers were charged for the same services. The same share more may be charged to them.'
                : 'The reseller was charged for the same services. The same share more may be charged to it.'
            }
            deed="Charge more"
            matches={debitNoteMatches}
            form={(chosen) => <DebitForm {...chosen} reason={invoice?.reason ?? ''} />}
          />
        );
      }}
    </Loaded>
  );
}
