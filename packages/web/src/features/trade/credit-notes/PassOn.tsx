import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { money } from '../../../lib/format.ts';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
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

/** What one may credit at one's own side, since the other side was credited; nothing if there is none [B6] [C3]. */
export function PassOn({ note }: { note: Note }) {
  const read = useRead(MatchesDocument, { id: note.id }, { types: ['CreditNote', 'Invoice'] });
  const [crediting, setCrediting] = useState<string>();
  return (
    <Loaded from={read}>
      {({ creditNoteMatches: matches }) => {
        if (matches.length === 0) return null;
        const invoices = [...Map.groupBy(matches, ({ invoiceId }) => invoiceId)].flatMap(([id, those]) =>
          those[0] ? [[id, those[0], those] as const] : [],
        );
        const proposed = matches.filter(({ invoiceId }) => invoiceId === crediting);
        return (
          <Section title={note.kind === 'WHOLESALE' ? 'Pass it on' : 'At wholesale'} mt="md">
            <Text fz="sm" c="dimmed" mb="sm">
              {note.kind === 'WHOLESALE'
                ? 'Your customers were charged for the same services. The same share of it may be credited to them.'
                : 'The reseller was charged for the same services. The same share of it may be credited to it.'}
            </Text>
            <FigureTable
              label="What may be credited alike"
              head={['Customer', 'Invoice', 'Services', 'Net', '']}
              numeric={[3]}
              rows={invoices.map(([invoiceId, first, those]) => ({
                key: invoiceId,
                cells: [
                  first.customerName,
                  <TextLink key="invoice" to="/invoices/$invoiceId" params={{ invoiceId }} inherit>
                    {first.invoiceNumber}
                  </TextLink>,
                  those.map(({ description }) => description).join(', '),
                  money(
                    those.reduce((sum, { netMinor }) => sum + netMinor, 0),
                    first.currency,
                  ),
                  <Button
                    key="credit"
                    size="compact-sm"
                    variant="default"
                    onClick={() => setCrediting(invoiceId)}
                  >
                    Credit
                  </Button>,
                ],
              }))}
            />
            {crediting && (
              <CreditForm
                invoiceId={crediting}
                proposed={Object.fromEntries(proposed.map(({ lineId, netMinor }) => [lineId, netMinor]))}
                reason={note.reason}
                onClose={() => setCrediting(undefined)}
              />
            )}
          </Section>
        );
      }}
    </Loaded>
  );
}
