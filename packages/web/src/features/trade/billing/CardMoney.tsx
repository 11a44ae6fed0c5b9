import { Alert, Button, Radio, Stack, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { line } from '@steward/shared';
import { IconCreditCardOff } from '@tabler/icons-react';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date, money } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';

const ResolveDocument = graphql(`
  mutation ResolveCheckout($input: ResolveCheckoutInput!) {
    resolveCheckout(input: $input) {
      id
      resolution
    }
  }
`);

const RECORDED = 'RECORDED' as const;
const REFUNDED = 'REFUNDED' as const;

interface Checkout {
  id: string;
  unallocatedMinor: number | null;
  unallocatedCurrency: string | null;
  receivedOn: string | null;
  paymentReference: string | null;
  resolution: 'RECORDED' | 'REFUNDED' | null;
  resolutionNote: string | null;
}

interface CardMoneyProps {
  number: string | null;
  currency: string;
  dueMinor: number;
  checkouts: readonly Checkout[];
}

/** Card money that came in for an invoice and stands against none: what is known of it, and what became of it [S74]. */
export function CardMoney({ checkouts, ...invoice }: CardMoneyProps) {
  return checkouts.map((checkout) => {
    const { id, unallocatedMinor, unallocatedCurrency } = checkout;
    if (unallocatedMinor === null || unallocatedCurrency === null) return null;
    const sum = { minor: unallocatedMinor, currency: unallocatedCurrency };
    return <Unallocated key={id} checkout={checkout} sum={sum} invoice={invoice} />;
  });
}

interface UnallocatedProps {
  checkout: Checkout;
  sum: { minor: number; currency: string };
  invoice: Omit<CardMoneyProps, 'checkouts'>;
}

function Unallocated({ checkout, sum, invoice }: UnallocatedProps) {
  const can = useCan();
  const { receivedOn, paymentReference, resolution, resolutionNote } = checkout;
  const amount = money(sum.minor, sum.currency);
  const came = `It came in${receivedOn ? ` on ${date(receivedOn)}` : ''}${paymentReference ? ` as ${paymentReference}` : ''}.`;
  // Recorded as a payment it stands among those.
  if (resolution === 'RECORDED') return null;
  if (resolution === 'REFUNDED')
    return (
      <Alert mb="md" color="gray" icon={<IconCreditCardOff />} title={`${amount} by card was paid back`}>
        {came} {resolutionNote}
      </Alert>
    );
  return (
    <Alert
      mb="md"
      color="yellow"
      icon={<IconCreditCardOff />}
      title={`${amount} by card is not put against this invoice yet`}
    >
      <Stack align="flex-start" gap="sm">
        {came}{' '}
        {can('CARD_MONEY_RESOLVE')
          ? 'It is more than was due, or another sum than was asked for. Record it as a payment, or pay it back with Stripe and say so here.'
          : 'It is more than was due, or another sum than was asked for. The operator who takes cards is looking into it; please do not pay it again.'}
        {can('CARD_MONEY_RESOLVE') && <Resolve checkoutId={checkout.id} sum={sum} invoice={invoice} />}
      </Stack>
    </Alert>
  );
}

function Resolve({ checkoutId, sum, invoice }: Omit<UnallocatedProps, 'checkout'> & { checkoutId: string }) {
  const [opened, dialogue] = useDisclosure();
  const resolve = useSend(ResolveDocument);
  const { number, currency, dueMinor } = invoice;
  const amount = money(sum.minor, sum.currency);
  const fits = sum.currency === currency && sum.minor <= dueMinor;
  const form = useSubmitForm({
    initialValues: { resolution: fits ? RECORDED : REFUNDED, note: '' },
    schema: z.object({ resolution: z.enum([RECORDED, REFUNDED]), note: line(500) }),
    send: ({ resolution, note }) => resolve({ input: { checkoutId, resolution, note } }),
    onDone: ({ resolveCheckout }) => {
      const recorded = resolveCheckout.resolution === 'RECORDED';
      notifications.show({
        message: recorded
          ? `${amount} is recorded as a payment of invoice ${number}.`
          : `${amount} is noted as paid back.`,
      });
      dialogue.close();
    },
  });
  const { getInputProps } = form.form;
  return (
    <>
      <Button variant="default" size="xs" onClick={dialogue.open}>
        Resolve
      </Button>
      <FormModal
        opened={opened}
        onClose={dialogue.close}
        title={`What became of ${amount}?`}
        submitLabel="Resolve"
        form={form}
      >
        <Radio.Group label="What became of it" required {...getInputProps('resolution')}>
          <Stack gap="xs" mt="xs">
            <Radio
              value="RECORDED"
              label={`It pays invoice ${number}`}
              disabled={!fits}
              description={
                fits
                  ? `${money(dueMinor, currency)} is still due of it.`
                  : `No: ${money(dueMinor, currency)} is still due of it.`
              }
            />
            <Radio
              value="REFUNDED"
              label="It was paid back"
              description="Steward pays nothing back by itself: do that with Stripe first."
            />
          </Stack>
        </Radio.Group>
        <Textarea
          label="Note"
          description="Whoever reads the invoice sees it."
          required
          maxLength={500}
          autosize
          minRows={2}
          {...getInputProps('note')}
        />
      </FormModal>
    </>
  );
}
