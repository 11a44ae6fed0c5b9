import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCreditCard } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql } from '../../data/graphql.ts';
import { useSend } from '../../data/use-send.ts';
import { asApiError } from '../../lib/errors.ts';
import { money } from '../../lib/format.ts';

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
  const [leaving, setLeaving] = useState(false);
  const pay = async () => {
    setLeaving(true);
    try {
      const { startCheckout } = await start({ input: { invoiceId } });
      // Stays busy until the other page is there.
      window.location.assign(startCheckout.url);
    } catch (thrown) {
      setLeaving(false);
      notifications.show({ color: 'red', title: 'Not paid', message: asApiError(thrown).message });
    }
  };
  return (
    <Button leftSection={<IconCreditCard size={16} />} loading={leaving} onClick={() => void pay()}>
      Pay {money(dueMinor, currency)} by card
    </Button>
  );
}
