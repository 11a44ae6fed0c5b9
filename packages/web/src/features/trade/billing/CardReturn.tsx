import { Alert, Loader } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';

interface CardReturnProps {
  /** How the invoice stands. */
  state: string;
  /** How the latest card payment for it stands; null if none was begun. */
  cardState: string | null;
}

/**
 * What the payer sees on coming back from the card page. The browser's word is no proof of payment: the provider's own
 * message is, and the invoice turns paid by itself when that has arrived. Without a payment under way there is nothing to say.
 */
export function CardReturn({ state, cardState }: CardReturnProps) {
  const navigate = useNavigate();
  const dismiss = () => void navigate({ to: '.', search: {}, replace: true, resetScroll: false });
  const settled = state === 'PAID';
  if (!settled && cardState !== 'STARTED' && cardState !== 'OPEN') return null;
  return (
    <div role="status">
      <Alert
        mb="md"
        color={settled ? 'green' : 'blue'}
        icon={settled ? <IconCircleCheck /> : <Loader size={18} color="currentColor" />}
        title={settled ? 'Thank you, this invoice is paid' : 'Your payment is being confirmed'}
        withCloseButton
        closeButtonLabel="Dismiss"
        onClose={dismiss}
      >
        {settled
          ? 'The payment stands below. You need not do anything else.'
          : 'The card company tells us within moments whether it went through, and this page then turns to “Paid” by itself. You may leave it; please do not pay again.'}
      </Alert>
    </div>
  );
}
