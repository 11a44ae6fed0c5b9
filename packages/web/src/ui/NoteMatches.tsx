import { Button, Group, Stack, Text } from '@mantine/core';
import type { Minor } from '@steward/shared';
import { type ReactNode, useState } from 'react';
import { Lines } from './Lines.tsx';
import { TextLink } from './links.tsx';
import { Money } from './Money.tsx';
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
  }) => ReactNode;
}

/** What may be done at one's own side of what a note is about, invoice by invoice; nothing if there is none. */
export function NoteMatches({ title, words, deed, matches, form }: NoteMatchesProps) {
  const [chosen, setChosen] = useState<string>();
  if (matches.length === 0) return null;
  const invoices = [...Map.groupBy(matches, ({ invoiceId }) => invoiceId)].flatMap(([id, those]) =>
    those[0] ? [[id, those[0], those] as const] : [],
  );
  return (
    <Section title={title}>
      <Text fz="sm" c="dimmed" mb="sm">
        {words}
      </Text>
      <Lines>
        {invoices.map(([invoiceId, first, those]) => (
          <li key={invoiceId}>
            <Group justify="space-between" gap="sm">
              <Stack gap={0} miw={0} flex="1 1 9rem">
                <Text style={{ overflowWrap: 'anywhere' }}>
                  {first.customerName},{' '}
                  <TextLink to="/invoices/$invoiceId" params={{ invoiceId }} inherit>
                    {first.invoiceNumber}
                  </TextLink>
                </Text>
                <Text fz="xs" c="dimmed">
                  {those.map(({ description }) => description).join(', ')}
                </Text>
              </Stack>
              <Group gap="sm" wrap="nowrap">
                <Money
                  minor={those.reduce((sum, { netMinor }) => sum + netMinor, 0)}
                  currency={first.currency}
                />
                <Button size="compact-sm" variant="default" onClick={() => setChosen(invoiceId)}>
                  {deed}
                </Button>
              </Group>
            </Group>
          </li>
        ))}
      </Lines>
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
