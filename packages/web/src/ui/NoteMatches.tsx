import { Button, Text } from '@mantine/core';
import type { Minor } from '@steward/shared';
import { useState } from 'react';
import { money } from '../lib/format.ts';
import { FigureTable } from './FigureTable.tsx';
import { TextLink } from './links.tsx';
import { Section } from './Section.tsx';

interface Match {
  invoiceId: string;
  invoiceNumber: string;
  customerName: string;
  currency: string;
  lineId: string;
  description: string;
  netMinor: Minor;
}

interface NoteMatchesProps {
  title: string;
  /** Why it is proposed. */
  words: string;
  /** What the button of an invoice does: "Credit". */
  deed: string;
  matches: readonly Match[];
  /** The form for an invoice, filled in with what is proposed of its lines. */
  form: (chosen: {
    invoiceId: string;
    proposed: Readonly<Record<string, Minor>>;
    onClose: () => void;
  }) => React.ReactNode;
}

/** What may be done at one's own side of what a note is about, invoice by invoice; nothing if there is none. */
export function NoteMatches({ title, words, deed, matches, form }: NoteMatchesProps) {
  const [chosen, setChosen] = useState<string>();
  if (matches.length === 0) return null;
  const invoices = [...Map.groupBy(matches, ({ invoiceId }) => invoiceId)].flatMap(([id, those]) =>
    those[0] ? [[id, those[0], those] as const] : [],
  );
  return (
    <Section title={title} mt="md">
      <Text fz="sm" c="dimmed" mb="sm">
        {words}
      </Text>
      <FigureTable
        label={title}
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
            <Button key="deed" size="compact-sm" variant="default" onClick={() => setChosen(invoiceId)}>
              {deed}
            </Button>,
          ],
        }))}
      />
      {chosen &&
        form({
          invoiceId: chosen,
          proposed: Object.fromEntries(
            matches
              .filter(({ invoiceId }) => invoiceId === chosen)
              .map(({ lineId, netMinor }) => [lineId, netMinor]),
          ),
          onClose: () => setChosen(undefined),
        })}
    </Section>
  );
}
