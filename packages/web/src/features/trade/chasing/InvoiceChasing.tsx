import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { date, instantDate, money, plural } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { dayWords, effectWords } from './chasing-words.ts';
import { DisputeInvoice } from './DisputeInvoice.tsx';
import { LateCharges } from './LateCharges.tsx';
import { NotePromise } from './NotePromise.tsx';
import { SettleDispute } from './SettleDispute.tsx';

const ChasingDocument = graphql(`
  query InvoiceChasing($id: ID!) {
    invoice(id: $id) {
      id
      kind
      state
      number
      issuerName
      customerName
      document
      overdue
      currency
      reseller {
        id
      }
      reminders(first: 20) {
        nodes {
          id
          day
          tone
          last
          dueMinor
          recipientCount
          createdAt
        }
      }
      restrictions(first: 20) {
        nodes {
          id
          kind
          takesEffectOn
          createdAt
          beganAt
          endedAt
          endedByName
          outcome
        }
      }
      pauses(first: 20) {
        nodes {
          id
          kind
          reason
          until
          begunByName
          createdAt
          endedAt
          endedByName
          outcome
        }
      }
    }
  }
`);
type Invoice = NonNullable<ResultOf<typeof ChasingDocument>['invoice']>;
type Pause = Invoice['pauses']['nodes'][number];
type Restriction = Invoice['restrictions']['nodes'][number];

/** Which reminders of an invoice were sent, what pauses them, and what can be done about it by either side [B7]. */
export function InvoiceChasing({ invoiceId }: { invoiceId: string }) {
  const read = useRead(
    ChasingDocument,
    { id: invoiceId },
    { types: ['Invoice', 'InvoiceReminder', 'InvoicePause', 'Restriction'] },
  );
  return <Loaded from={read}>{({ invoice }) => invoice && <Chasing invoice={invoice} />}</Loaded>;
}

function Chasing({ invoice }: { invoice: Invoice }) {
  const { level, reseller } = useViewer();
  const can = useCan();
  const [open, setOpen] = useState<'dispute' | 'promise' | Pause>();
  const close = () => setOpen(undefined);
  const own =
    invoice.kind === 'WHOLESALE'
      ? level === 'PLATFORM'
      : level !== 'COMPANY' && invoice.reseller?.id === reseller?.id;
  const customer = invoice.kind === 'WHOLESALE' ? level === 'RESELLER' : level === 'COMPANY';
  const unpaid = invoice.state === 'OPEN' || invoice.state === 'PART_PAID';
  const reminders = invoice.reminders.nodes;
  const pauses = invoice.pauses.nodes;
  const restrictions = invoice.restrictions.nodes;
  const disputed = pauses.find(({ kind, endedAt }) => kind === 'DISPUTE' && !endedAt);
  const mayDispute = customer && unpaid && !disputed && can('INVOICE_PAY');
  const mayNote = own && unpaid && can('CHASING_WRITE');
  const mayCharge =
    own &&
    (invoice.overdue || invoice.state === 'PAID') &&
    invoice.document !== 'LATE_PAYMENT' &&
    can('CHASING_WRITE');
  const shown = reminders.length || pauses.length || restrictions.length;
  if (!shown && !mayDispute && !mayNote && !mayCharge) return null;
  return (
    <Section
      title="Reminders"
      actions={
        <Group gap="xs">
          {mayDispute && (
            <Button variant="default" size="xs" onClick={() => setOpen('dispute')}>
              Dispute
            </Button>
          )}
          {mayNote && (
            <Button variant="default" size="xs" onClick={() => setOpen('promise')}>
              Note a promise
            </Button>
          )}
          {mayNote && disputed && (
            <Button size="xs" onClick={() => setOpen(disputed)}>
              Settle
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="sm">
        {reminders.length + pauses.length + restrictions.length === 0 ? (
          <Text c="dimmed">No reminder was sent.</Text>
        ) : (
          <Lines>
            {pauses.map((pause) => (
              <li key={pause.id}>
                <PauseText pause={pause} />
              </li>
            ))}
            {restrictions.map((restriction) => (
              <li key={restriction.id}>
                <RestrictionText restriction={restriction} />
              </li>
            ))}
            {reminders.map(({ id, day, tone, last, dueMinor, recipientCount, createdAt }) => (
              <li key={id}>
                <Text fz="sm">
                  {last ? 'Last reminder' : `${words(tone)} reminder`}, {instantDate(createdAt)}
                </Text>
                <Text fz="xs" c="dimmed">
                  {dayWords(day)}, of {money(dueMinor, invoice.currency)}, to{' '}
                  {plural(recipientCount, 'person', 'people')}
                </Text>
              </li>
            ))}
          </Lines>
        )}
        {mayCharge && <LateCharges invoice={invoice} />}
      </Stack>
      {open === 'dispute' && <DisputeInvoice invoice={invoice} onClose={close} />}
      {open === 'promise' && <NotePromise invoice={invoice} onClose={close} />}
      {typeof open === 'object' && <SettleDispute dispute={{ ...open, invoice }} onClose={close} />}
    </Section>
  );
}

function RestrictionText({ restriction }: { restriction: Restriction }) {
  const { kind, takesEffectOn, createdAt, beganAt, endedAt, endedByName, outcome } = restriction;
  return (
    <>
      <Text fz="sm">
        {effectWords(kind)},{' '}
        {beganAt
          ? `since ${instantDate(beganAt)}`
          : `${endedAt ? 'was to be' : 'from'} ${date(takesEffectOn)}`}
      </Text>
      <Text fz="xs" c="dimmed">
        Warned on {instantDate(createdAt)}
        {endedAt && !outcome ? ` · ended on ${instantDate(endedAt)}` : ''}
        {endedAt && outcome ? ` · lifted by ${endedByName}: ${outcome}` : ''}
      </Text>
    </>
  );
}

function PauseText({ pause }: { pause: Pause }) {
  const { kind, reason, until, begunByName, createdAt, endedAt, endedByName, outcome } = pause;
  return (
    <>
      <Text fz="sm">
        {kind === 'DISPUTE' ? `Disputed: ${reason}` : `Promised by ${reason} until ${date(until ?? '')}`}
      </Text>
      <Text fz="xs" c="dimmed">
        {begunByName}, {instantDate(createdAt)}
        {endedAt && outcome ? ` · settled by ${endedByName}: ${outcome}` : ''}
        {endedAt && !outcome ? ' · another promise took its place' : ''}
      </Text>
    </>
  );
}
