import { Button, Group, Stack, Text } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DebitForm } from './DebitForm.tsx';

const DebitsDocument = graphql(`
  query InvoiceDebits($id: ID!) {
    invoice(id: $id) {
      id
      kind
      document
      state
      reseller {
        id
      }
      citedBy(first: 20) {
        nodes {
          id
          number
          document
          state
          currency
          totalMinor
          issuedOn
        }
      }
    }
  }
`);

/** What was charged beside an invoice, and charging more of it, for whoever issued it [B6] [B7]. */
export function InvoiceDebits({ invoiceId }: { invoiceId: string }) {
  const read = useRead(DebitsDocument, { id: invoiceId }, { types: ['Invoice', 'DebitNote'] });
  const { level, reseller } = useViewer();
  const can = useCan();
  const [debiting, setDebiting] = useState(false);
  return (
    <Loaded from={read}>
      {({ invoice }) => {
        if (!invoice) return null;
        const own =
          invoice.kind === 'WHOLESALE'
            ? level === 'PLATFORM'
            : level !== 'COMPANY' && invoice.reseller?.id === reseller?.id;
        const may =
          own && invoice.state !== 'DRAFT' && invoice.document === 'INVOICE' && can('CREDIT_NOTE_WRITE');
        const { nodes } = invoice.citedBy;
        if (!may && nodes.length === 0) return null;
        return (
          <Section
            title="Debit notes"
            actions={
              may && (
                <Button
                  variant="default"
                  size="xs"
                  leftSection={<IconFilePlus size={14} />}
                  onClick={() => setDebiting(true)}
                >
                  Charge more
                </Button>
              )
            }
          >
            {nodes.length === 0 ? (
              <Text c="dimmed">Nothing more of it was charged.</Text>
            ) : (
              <Lines>
                {nodes.map(({ id, number, document, state, currency, totalMinor, issuedOn }) => (
                  <li key={id}>
                    <Group justify="space-between" wrap="nowrap" gap="sm">
                      <Stack gap={0} miw={0}>
                        <TextLink to="/invoices/$invoiceId" params={{ invoiceId: id }} inherit>
                          {number}
                        </TextLink>
                        <Text fz="xs" c="dimmed">
                          {words(document)}, <DayText day={issuedOn} />
                        </Text>
                      </Stack>
                      <StateBadge state={state} />
                      <Money minor={totalMinor} currency={currency} />
                    </Group>
                  </li>
                ))}
              </Lines>
            )}
            {debiting && <DebitForm invoiceId={invoice.id} onClose={() => setDebiting(false)} />}
          </Section>
        );
      }}
    </Loaded>
  );
}
