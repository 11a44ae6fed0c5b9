import { Alert, Button, Grid, Loader, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCreditCard, IconFileTypePdf } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { download } from '../../../lib/download.ts';
import { fromErrorBody, toApiError } from '../../../lib/errors.ts';
import { date, money, period } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { InvoiceLines } from './InvoiceLines.tsx';
import { InvoiceTotals } from './InvoiceTotals.tsx';
import { invoiceState } from './invoice-state.ts';
import type { Linked } from './PayLinkPage.tsx';

const PayDocument = graphql(`
  mutation PayLinkedInvoice($input: PayLinkedInvoiceInput!) {
    payLinkedInvoice(input: $input)
  }
`);

type Content = NonNullable<Linked['content']>;

interface LinkedInvoiceProps {
  token: string;
  invoice: Linked;
  content: Content;
  /** The payer has come back from the card page, and whoever takes cards has not said yet how it went. */
  confirming: boolean;
  /** The card page is about to take the place of this one. */
  onLeave: () => void;
}

/** Just this invoice: what it is for, what is due, and how to pay it. */
export function LinkedInvoice({ token, invoice, content, confirming, onLeave }: LinkedInvoiceProps) {
  const { number, state, currency, dueMinor, canPayByCard } = invoice;
  const overdue = content.dueOn < today();
  return (
    <>
      <PageHeader
        title={`Invoice ${number}`}
        badge={<StateBadge state={invoiceState({ state, overdue })} />}
        description={`${money(dueMinor, currency)} ${overdue ? 'was' : 'is'} due on ${date(content.dueOn)}`}
        actions={
          <>
            <SavePdf token={token} number={number} />
            {canPayByCard && !confirming && (
              <Pay token={token} due={money(dueMinor, currency)} onLeave={onLeave} />
            )}
          </>
        }
      />
      {confirming && (
        <div role="status">
          <Alert
            mb="md"
            color="blue"
            icon={<Loader size={18} color="currentColor" />}
            title="Your payment is being confirmed"
          >
            The card company tells us within moments whether it went through, and this page then says so by
            itself. You may leave it; please do not pay again.
          </Alert>
        </div>
      )}
      <Grid>
        <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
          <Stack>
            <InvoiceLines {...content} currency={currency} alone />
            <Section>
              <Grid>
                <Grid.Col span={{ base: 12, sm: 6 }}>
                  <Party title="From" party={content.seller} />
                </Grid.Col>
                <Grid.Col span={{ base: 12, sm: 6 }}>
                  <Party title="Billed to" party={content.buyer} />
                </Grid.Col>
              </Grid>
            </Section>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
          <Stack>
            <InvoiceTotals invoice={{ ...content, currency, dueMinor }} />
            <Section title="Details">
              <Facts
                facts={[
                  ['Period', period(content.periodStart, content.periodEnd)],
                  ['Issued on', <DayText key="issued" day={content.issuedOn} />],
                  ['Due on', <DayText key="due" day={content.dueOn} />],
                ]}
              />
            </Section>
            {content.bank && <Transfer bank={content.bank} number={number} />}
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Party({
  title,
  party: { name, addressLines, vatNumber },
}: {
  title: string;
  party: Content['seller'];
}) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {title}
      </Text>
      <Text fw={600}>{name}</Text>
      {addressLines.map((line) => (
        <Text key={line} fz="sm">
          {line}
        </Text>
      ))}
      {vatNumber && (
        <Text fz="sm" c="dimmed">
          VAT number {vatNumber}
        </Text>
      )}
    </div>
  );
}

function Transfer({ bank, number }: { bank: NonNullable<Content['bank']>; number: string }) {
  const { accountName, sortCode, accountNumber, iban, bic } = bank;
  const parts: readonly (readonly [string, string | null])[] = [
    ['Account name', accountName],
    ['Sort code', sortCode?.replace(/^(\d\d)-?(\d\d)-?(\d\d)$/, '$1-$2-$3') ?? null],
    ['Account number', accountNumber],
    ['IBAN', iban],
    ['BIC', bic],
    ['Reference', number],
  ];
  return (
    <Section title="Pay by bank transfer">
      <Facts
        facts={parts.flatMap(([label, text]) =>
          text ? [[label, <CopyText key={label} text={text} label={label.toLowerCase()} />] as const] : [],
        )}
      />
    </Section>
  );
}

function Pay({ token, due, onLeave }: { token: string; due: string; onLeave: () => void }) {
  const pay = useSend(PayDocument);
  const { run, busy, done } = useDeed(
    async () => {
      const { payLinkedInvoice: url } = await pay({ input: { token } });
      onLeave();
      window.location.assign(url);
    },
    ({ message }) => notifications.show({ color: 'red', title: 'Not paid', message }),
  );
  // Stays busy until the other page is there.
  return (
    <Button leftSection={<IconCreditCard size={16} />} loading={busy || done} onClick={run}>
      Pay {due} by card
    </Button>
  );
}

function SavePdf({ token, number }: { token: string; number: string }) {
  const { run, busy } = useDeed(
    async () => download(`${number}.pdf`, await pdfOf(token), 'application/pdf'),
    ({ message }) => notifications.show({ color: 'red', title: 'No PDF', message }),
  );
  return (
    <Button variant="default" leftSection={<IconFileTypePdf size={16} />} loading={busy} onClick={run}>
      Save as PDF
    </Button>
  );
}

/** The secret goes in the body: addresses are logged [S58]. */
async function pdfOf(token: string): Promise<Blob> {
  const response = await fetch('/pay/pdf', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  }).catch(() => {
    throw toApiError({ graphQLErrors: [] });
  });
  if (!response.ok) throw fromErrorBody(await response.json().catch(() => undefined));
  return response.blob();
}
