import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck, IconCreditCard } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money, plural } from '../../../lib/format.ts';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { useDeed } from '../../../ui/use-deed.ts';

const CheckoutDocument = graphql(`
  mutation StartCheckout($input: StartCheckoutInput!) {
    startCheckout(input: $input) {
      id
      url
    }
  }
`);

interface PayByCardProps {
  invoiceIds: readonly string[];
  dueMinor: number;
  currency: string;
}

/** Sends the browser to the payment provider's page, which sends it back here; no card data passes through Steward [B7]. */
export function PayByCard({ invoiceIds, dueMinor, currency }: PayByCardProps) {
  const start = useSend(CheckoutDocument);
  const {
    run: pay,
    busy,
    done,
  } = useDeed(
    async () =>
      window.location.assign((await start({ input: { invoiceIds: [...invoiceIds] } })).startCheckout.url),
    ({ message }) => notifications.show({ color: 'red', title: 'Not paid', message }),
  );
  // Stays busy until the other page is there.
  return (
    <Button leftSection={<IconCreditCard size={16} />} loading={busy || done} onClick={pay}>
      Pay {money(dueMinor, currency)} by card
    </Button>
  );
}

interface Payable {
  id: string;
  number: string | null;
  issuerName: string;
  currency: string;
  dueMinor: number;
  canPayByCard: boolean;
}

/** Pays the invoices that are ticked together, on one page; each is paid its part [B7]. */
export function PayTogether({ rows, onClose }: { rows: readonly Payable[]; onClose: () => void }) {
  const payable = rows.filter(({ canPayByCard }) => canPayByCard);
  const [first] = payable;
  const together = payable.every(
    ({ issuerName, currency }) => issuerName === first?.issuerName && currency === first.currency,
  );
  const dueMinor = payable.reduce((sum, row) => sum + row.dueMinor, 0);
  return (
    <Dialogue opened onClose={onClose} size="lg" title={`Pay ${plural(payable.length, 'invoice')} by card`}>
      <Stack>
        {payable.length < rows.length && (
          <Text fz="sm" c="dimmed">
            {plural(rows.length - payable.length, 'invoice is', 'invoices are')} left out: nothing is due of{' '}
            {rows.length - payable.length === 1 ? 'it' : 'them'} that you can pay by card.
          </Text>
        )}
        {first && (
          <FigureTable
            label="Invoices that are paid together"
            head={['Invoice', 'From', 'To pay']}
            numeric={[2]}
            rows={payable.map((row) => ({
              key: row.id,
              cells: [row.number, row.issuerName, money(row.dueMinor, row.currency)],
            }))}
          />
        )}
        {!together && (
          <Alert color="yellow">One card payment is for invoices of one issuer, in one currency.</Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Back
          </Button>
          {first && together && (
            <PayByCard
              invoiceIds={payable.map(({ id }) => id)}
              dueMinor={dueMinor}
              currency={first.currency}
            />
          )}
        </Group>
      </Stack>
    </Dialogue>
  );
}

/** What is said on coming back from a page on which several were paid: the provider's own message alone proves it. */
export function PaidTogether({ onClose }: { onClose: () => void }) {
  return (
    <div role="status">
      <Alert
        mb="md"
        icon={<IconCircleCheck />}
        title="Your payment is being confirmed"
        withCloseButton
        closeButtonLabel="Dismiss"
        onClose={onClose}
      >
        The card company tells us within moments whether it went through, and the invoices below then turn to
        “Paid” by themselves. Please do not pay again.
      </Alert>
    </div>
  );
}
