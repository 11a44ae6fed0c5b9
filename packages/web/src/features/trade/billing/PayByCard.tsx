import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCreditCard } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { money } from '../../../lib/format.ts';
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
  invoiceId: string;
  dueMinor: number;
  currency: string;
}

/** Sends the browser to the payment provider's page, which sends it back here; no card data passes through Steward [B7]. */
export function PayByCard({ invoiceId, dueMinor, currency }: PayByCardProps) {
  const start = useSend(CheckoutDocument);
  const {
    run: pay,
    busy,
    done,
  } = useDeed(
    async () => window.location.assign((await start({ input: { invoiceId } })).startCheckout.url),
    ({ message }) => notifications.show({ color: 'red', title: 'Not paid', message }),
  );
  // Stays busy until the other page is there.
  return (
    <Button leftSection={<IconCreditCard size={16} />} loading={busy || done} onClick={pay}>
      Pay {money(dueMinor, currency)} by card
    </Button>
  );
}
