import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconArrowsExchange, IconCircleCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { count, money, plural } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ConfirmRerating } from './ConfirmRerating.tsx';
import type { AskedCalls } from './RerateCalls.tsx';
import { KINDS, minorOf, signed } from './words.ts';

export const PreviewDocument = graphql(`
  query PreviewRerating($tariffId: ID, $companyId: ID, $firstDay: Date!, $lastDay: Date!) {
    previewRerating(tariffId: $tariffId, companyId: $companyId, firstDay: $firstDay, lastDay: $lastDay) {
      side
      currency
      calls
      unknownCalls
      waitingMicro
      rows {
        customerName
        zone
        invoiced
        calls
        chargedMicro
        wouldBeMicro
        differenceMicro
      }
      notes {
        invoiceId
        invoiceNumber
        customerName
        kind
        netMinor
        vatMinor
        totalMinor
        creditedBeforeMinor
        lines {
          lineId
          description
          netMinor
        }
      }
    }
  }
`);
export type Preview = ResultOf<typeof PreviewDocument>['previewRerating'];

/** As charged and as it would be, and the notes that invoices would get; and the button that has it done. */
export function ReratingPreview({ preview, asked }: { preview: Preview; asked: AskedCalls }) {
  const [confirming, setConfirming] = useState(false);
  const { rows, notes, currency, unknownCalls } = preview;
  const unknown = unknownCalls > 0 && (
    <Alert color="yellow" title={`${plural(unknownCalls, 'call stays as it is', 'calls stay as they are')}`}>
      The version that holds now has no prefix of the number. Mend the tariff if it should.
    </Alert>
  );
  if (rows.length === 0)
    return (
      <Stack>
        {unknown}
        <EmptyState icon={<IconCircleCheck size={22} />} title="Nothing to re-rate">
          All calls of these days are rated by the versions that hold. If a price was wrong, mend the tariff
          first: publish a version for days that have passed, or withdraw one.
        </EmptyState>
      </Stack>
    );
  const changed = rows.reduce((total, { calls }) => total + calls, 0);
  const noted = (kind: keyof typeof KINDS) =>
    notes.reduce((total, note) => total + (note.kind === kind ? note.totalMinor : 0), 0);
  return (
    <Stack>
      {unknown}
      <Section
        title="What it comes to"
        actions={
          <Button leftSection={<IconArrowsExchange size={16} />} onClick={() => setConfirming(true)}>
            Re-rate {plural(changed, 'call')}
          </Button>
        }
      >
        <Facts
          facts={[
            ['Calls rated anew', count(changed)],
            ['On the next invoices, net', signed(minorOf(preview.waitingMicro), currency)],
            ['Credit notes, with VAT', <Money key="credit" minor={noted('CREDIT')} currency={currency} />],
            ['Debit notes, with VAT', <Money key="debit" minor={noted('DEBIT')} currency={currency} />],
          ]}
        />
      </Section>
      {notes.length > 0 && (
        <Section title="Notes that are proposed for invoices">
          <FigureTable
            label="Notes"
            head={['Invoice', 'Customer', 'Note', 'Lines', 'Net', 'VAT', 'Total']}
            numeric={[4, 5, 6]}
            rows={notes.map((note) => ({
              key: `${note.invoiceId} ${note.kind}`,
              cells: [
                <TextLink key="invoice" to="/invoices/$invoiceId" params={{ invoiceId: note.invoiceId }}>
                  {note.invoiceNumber}
                </TextLink>,
                note.customerName,
                KINDS[note.kind],
                <Lines key="lines" note={note} currency={currency} />,
                <Money key="net" minor={note.netMinor} currency={currency} />,
                <Money key="vat" minor={note.vatMinor} currency={currency} />,
                <Money key="total" minor={note.totalMinor} currency={currency} />,
              ],
            }))}
          />
          <Text fz="sm" c="dimmed" mt="sm">
            Invoices stay as they are. VAT is that of the lines; less than a penny is not noted.
          </Text>
        </Section>
      )}
      <Rows title="On invoices" {...{ preview }} invoiced />
      <Rows title="Not invoiced yet" {...{ preview }} invoiced={false} />
      {confirming && (
        <ConfirmRerating {...{ preview, asked, changed }} onClose={() => setConfirming(false)} />
      )}
    </Stack>
  );
}

function Lines({ note, currency }: { note: Preview['notes'][number]; currency: string }) {
  return (
    <Stack gap={2}>
      {note.lines.map(({ lineId, description, netMinor }) => (
        <Group key={lineId} gap={6} wrap="nowrap" justify="space-between">
          <Text fz="sm">{description}</Text>
          {note.lines.length > 1 && <Money minor={netMinor} currency={currency} />}
        </Group>
      ))}
      {note.creditedBeforeMinor > 0 && (
        <Text fz="xs" c="dimmed">
          {money(note.creditedBeforeMinor, currency)} less: no more is left of the lines, which were credited
          before.
        </Text>
      )}
    </Stack>
  );
}

function Rows({ title, preview, invoiced }: { title: string; preview: Preview; invoiced: boolean }) {
  const { currency } = preview;
  const rows = preview.rows.filter((row) => row.invoiced === invoiced);
  if (rows.length === 0) return null;
  const total = (of: 'calls' | 'chargedMicro' | 'wouldBeMicro' | 'differenceMicro') =>
    rows.reduce((sum, row) => sum + row[of], 0);
  const cells = (calls: number, charged: number, wouldBe: number, difference: number) => [
    count(calls),
    <Money key="charged" minor={minorOf(charged)} currency={currency} />,
    <Money key="wouldBe" minor={minorOf(wouldBe)} currency={currency} />,
    signed(minorOf(difference), currency),
  ];
  return (
    <Section title={title}>
      <FigureTable
        label={title}
        head={['Customer', 'Zone', 'Calls', 'As charged', 'As it would be', 'Difference']}
        numeric={[2, 3, 4, 5]}
        rows={[
          ...rows.map((row) => ({
            key: `${row.customerName} ${row.zone}`,
            cells: [
              row.customerName,
              row.zone,
              ...cells(row.calls, row.chargedMicro, row.wouldBeMicro, row.differenceMicro),
            ],
          })),
          {
            key: 'all',
            cells: [
              'All',
              '',
              ...cells(
                total('calls'),
                total('chargedMicro'),
                total('wouldBeMicro'),
                total('differenceMicro'),
              ),
            ],
          },
        ]}
      />
      <Text fz="sm" c="dimmed" mt="sm">
        Without VAT; each figure is rounded by itself, to the penny.
        {!invoiced && ' What waits for the next invoice moves by the difference.'}
      </Text>
    </Section>
  );
}
