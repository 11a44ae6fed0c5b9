import { Alert } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { DateText } from '../../../ui/DateText.tsx';

const ServiceDocument = graphql(`
  query BarredService($id: ID!) {
    subscription(id: $id) {
      id
      callsBarredAt
    }
  }
`);

/** That outgoing calls are barred through a service [B2]. */
export function BarredService({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(ServiceDocument, { id: subscriptionId }, { types: ['Subscription'] });
  const barredAt = read.state === 'ready' ? read.data.subscription?.callsBarredAt : null;
  if (!barredAt) return null;
  return (
    <Alert color="red" variant="light" icon={<IconPhoneOff size={18} />} title="Outgoing calls are barred">
      Since <DateText at={barredAt} />, for what the calls of the company have come to. Emergency and free
      numbers can always be called.
    </Alert>
  );
}
