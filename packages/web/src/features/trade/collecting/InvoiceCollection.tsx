import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { date, money } from '../../../lib/format.ts';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { COLLECTION_STATES, methodName } from './method-words.ts';

const CollectingDocument = graphql(`
  query InvoiceCollecting($id: ID!) {
    invoice(id: $id) {
      id
      kind
      state
      currency
      collections(first: 10) {
        nodes {
          id
          state
          attempt
          collectOn
          amountMinor
          failure
          method {
            id
            kind
            brand
            last4
          }
        }
      }
      returnedPayments(first: 5) {
        nodes {
          id
          state
          amountMinor
          reason
          returnedOn
        }
      }
    }
  }
`);
type Invoice = NonNullable<ResultOf<typeof CollectingDocument>['invoice']>;
type Collection = Invoice['collections']['nodes'][number];

const StopDocument = graphql(`
  mutation StopCollection($input: StopCollectionInput!) {
    stopCollection(input: $input) {
      id
    }
  }
`);
const ResumeDocument = graphql(`
  mutation ResumeCollection($input: ResumeCollectionInput!) {
    resumeCollection(input: $input) {
      id
    }
  }
`);

/** When an invoice will be collected and from what, how that went, and what a bank has taken back [B7]. */
export function InvoiceCollection({ invoiceId }: { invoiceId: string }) {
  const read = useRead(
    CollectingDocument,
    { id: invoiceId },
    { types: ['Invoice', 'Collection', 'ReturnedPayment'] },
  );
  return <Loaded from={read}>{({ invoice }) => invoice && <Collecting invoice={invoice} />}</Loaded>;
}

function Collecting({ invoice }: { invoice: Invoice }) {
  const { level } = useViewer();
  const can = useCan();
  const collections = invoice.collections.nodes.filter(({ state }) => state !== 'DROPPED');
  const returned = invoice.returnedPayments.nodes;
  if (!collections.length && !returned.length) return null;
  const customer = invoice.kind === 'WHOLESALE' ? level === 'RESELLER' : level === 'COMPANY';
  const unpaid = invoice.state === 'OPEN' || invoice.state === 'PART_PAID';
  const latest = collections[0];
  return (
    <Section
      title="Collection"
      actions={
        customer && unpaid && can('INVOICE_PAY') && <StopOrGoOn invoiceId={invoice.id} latest={latest} />
      }
    >
      <Stack gap="sm">
        <Lines>
          {collections.map((collection) => (
            <li key={collection.id}>
              <Text fz="sm">{said(collection, invoice.currency)}</Text>
              <Text fz="xs" c="dimmed">
                {collection.method ? `From ${methodName(collection.method)}` : 'By the customer’s wish'}
                {collection.attempt > 1 && ` · attempt ${collection.attempt}`}
                {collection.failure && ` · ${collection.failure}`}
              </Text>
            </li>
          ))}
          {returned.map(({ id, state, amountMinor, reason, returnedOn }) => (
            <li key={id}>
              <Text fz="sm">
                {money(amountMinor, invoice.currency)} was returned on {date(returnedOn)}
                {state === 'WON' ? ', and is back' : ''}
              </Text>
              <Text fz="xs" c="dimmed">
                {reason}
              </Text>
            </li>
          ))}
        </Lines>
      </Stack>
    </Section>
  );
}

function said({ state, collectOn, amountMinor }: Collection, currency: string): string {
  const sum = money(amountMinor, currency);
  switch (state) {
    case 'ANNOUNCED':
      return `${sum} will be collected on ${date(collectOn)}`;
    case 'PENDING':
      return `${sum} is on its way from the bank since ${date(collectOn)}`;
    case 'PAID':
      return `${sum} was collected on ${date(collectOn)}`;
    case 'FAILED':
      return `${sum} could not be collected on ${date(collectOn)}`;
    case 'STOPPED':
      return 'It is not collected';
    default:
      return `${COLLECTION_STATES[state]}: ${sum}`;
  }
}

function StopOrGoOn({ invoiceId, latest }: { invoiceId: string; latest: Collection | undefined }) {
  const send = {
    STOPPED: useSend(ResumeDocument, 'Collection'),
    ANNOUNCED: useSend(StopDocument, 'Collection'),
  };
  const state = latest?.state;
  const act = state === 'STOPPED' || state === 'ANNOUNCED' ? state : undefined;
  const { run, busy } = useDeed(
    async () => void (act && (await send[act]({ input: { invoiceId } }))),
    ({ message }) => notifications.show({ color: 'red', title: 'Not changed', message }),
  );
  if (!act) return null;
  return (
    <Button variant="default" size="xs" loading={busy} onClick={run}>
      {act === 'STOPPED' ? 'Collect it after all' : 'Do not collect'}
    </Button>
  );
}
