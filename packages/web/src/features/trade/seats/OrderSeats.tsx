import { Alert, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { date } from '../../../lib/format.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Money } from '../../../ui/Money.tsx';
import { type Difference, nameOf, productOf } from './differences.ts';

const PreviewDocument = graphql(`
  query PreviewSeatOrder($input: PlaceOrderInput!) {
    previewOrder(input: $input) {
      startsOn
      monthlyMinor
      firstInvoiceMinor
      currency
      awaits
      problems {
        path
        message
      }
    }
  }
`);

const OrderDocument = graphql(`
  mutation OrderSeats($input: OrderSeatsInput!) {
    orderSeats(input: $input) {
      id
      reference
    }
  }
`);

interface OrderSeatsProps {
  difference: Difference;
  onClose: () => void;
}

/** Orders what brings a company's seats to what the supplier bills, after saying what that does [P3]. */
export function OrderSeats({ difference, onClose }: OrderSeatsProps) {
  const { order, company, product } = difference;
  const send = useSend(OrderDocument, 'SupplierBill');
  const form = useSubmitForm({
    initialValues: {},
    schema: z.object({}),
    send: () => send({ input: { differenceId: difference.id } }),
    onDone: ({ orderSeats }) => {
      notifications.show({ message: `Order ${orderSeats.reference} is placed.` });
      onClose();
    },
  });
  const quantity = order?.quantity ?? 0;
  const subscriptionId = order?.subscriptionId;
  const line = subscriptionId
    ? quantity === 0
      ? { subscriptionId, ends: true }
      : { subscriptionId, quantity }
    : { productId: product?.id ?? null, quantity };
  const read = useRead(
    PreviewDocument,
    { input: { companyId: company?.id ?? null, lines: [line] } },
    { types: ['Subscription', 'Product'], pause: !order },
  );
  if (!order) return null;
  const ends = quantity === 0;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={`${ends ? 'Cancel' : 'Order'} ${productOf(difference)} for ${nameOf(difference)}?`}
      submitLabel={ends ? 'Order the end' : 'Place order'}
      dismissLabel={ends ? 'Keep it' : 'Cancel'}
      destructive={ends}
      form={form}
    >
      <Stack>
        <Text>
          {ends
            ? `The supplier bills none. Seats today: ${order.was}. Afterwards: none.`
            : `Seats today: ${order.was}. Afterwards: ${quantity}, as the supplier bills.`}
        </Text>
        <Loaded from={read}>
          {({ previewOrder: preview }) => (
            <>
              <FormSummary
                facts={[
                  ['A month', <Money key="month" minor={preview.monthlyMinor} currency={preview.currency} />],
                  [
                    'First invoice',
                    <Money key="first" minor={preview.firstInvoiceMinor} currency={preview.currency} />,
                  ],
                ]}
                effects={[
                  'By how much what the customer pays changes, without VAT.',
                  preview.awaits.length
                    ? 'It has to be approved before it is carried out.'
                    : `It is carried out at once, from ${date(preview.startsOn)}.`,
                ]}
              />
              {preview.problems.length > 0 && (
                <Alert color="yellow" title="This stands in its way">
                  {preview.problems.map(({ message }) => message).join(' ')}
                </Alert>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </FormModal>
  );
}
