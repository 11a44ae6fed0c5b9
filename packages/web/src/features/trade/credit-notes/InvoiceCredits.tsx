import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFileMinus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { CreditForm } from './CreditForm.tsx';

const CreditsDocument = graphql(`
  query InvoiceCredits($id: ID!) {
    invoice(id: $id) {
      id
      kind
      state
      reseller {
        id
      }
      creditNotes(first: 20) {
        nodes {
          id
          number
          state
          currency
          totalMinor
          createdAt
        }
      }
    }
  }
`);

/** What of an invoice was credited, and crediting more of it, for whoever issued it [B6]. */
export function InvoiceCredits({ invoiceId }: { invoiceId: string }) {
  const read = useRead(CreditsDocument, { id: invoiceId }, { types: ['CreditNote'] });
  const { level, reseller } = useViewer();
  const can = useCan();
  const [crediting, setCrediting] = useState(false);
  return (
    <Loaded from={read}>
      {({ invoice }) => {
        if (!invoice) return null;
        const own =
          invoice.kind === 'WHOLESALE'
            ? level === 'PLATFORM'
            : level !== 'COMPANY' && invoice.reseller?.id === reseller?.id;
        const may = own && invoice.state !== 'DRAFT' && can('CREDIT_NOTE_WRITE');
        const { nodes } = invoice.creditNotes;
        if (!may && nodes.length === 0) return null;
        return (
          <Section
            title="Credit notes"
            actions={
              may && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconFileMinus size={14} />}
                  onClick={() => setCrediting(true)}
                >
                  Credit
                </Button>
              )
            }
          >
            {nodes.length === 0 ? (
              <Text c="dimmed">Nothing of it was credited.</Text>
            ) : (
              <Lines>
                {nodes.map(({ id, number, state, currency, totalMinor, createdAt }) => (
                  <li key={id}>
                    <Group justify="space-between" wrap="nowrap" gap="sm">
                      <Stack gap={0} miw={0}>
                        <TextLink to="/credit-notes/$creditNoteId" params={{ creditNoteId: id }} inherit>
                          {number ?? 'Not issued yet'}
                        </TextLink>
                        <Text fz="xs" c="dimmed">
                          <DateText at={createdAt} />
                        </Text>
                      </Stack>
                      {state !== 'ISSUED' && <StateBadge state={state} />}
                      <Money minor={totalMinor} currency={currency} />
                    </Group>
                  </li>
                ))}
              </Lines>
            )}
            {crediting && <CreditForm invoiceId={invoice.id} onClose={() => setCrediting(false)} />}
          </Section>
        );
      }}
    </Loaded>
  );
}
