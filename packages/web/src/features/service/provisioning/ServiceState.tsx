import { Alert, Button, Group, Stack, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { attributeRows } from './attribute-rows.ts';

const ServiceStateDocument = graphql(`
  query ServiceState($id: ID!) {
    subscription(id: $id) {
      id
      state
      observable
      observedAt
      observationProblem
      desired {
        attribute
        label
        value
      }
      observed {
        attribute
        label
        value
      }
      drift {
        attribute
        label
        desired
        observed
        since
      }
      acceptedDrift {
        attribute
        label
        desired
        observed
        since
      }
    }
  }
`);
type Service = NonNullable<ResultOf<typeof ServiceStateDocument>['subscription']>;

const ObserveDocument = graphql(`
  mutation Observe($input: ObserveInput!) {
    observe(input: $input) {
      id
      observedAt
    }
  }
`);
const CorrectDocument = graphql(`
  mutation CorrectDrift($input: CorrectDriftInput!) {
    correctDrift(input: $input) {
      id
    }
  }
`);
const AcceptDocument = graphql(`
  mutation AcceptDrift($input: AcceptDriftInput!) {
    acceptDrift(input: $input) {
      id
    }
  }
`);

/** What a subscription's service is to be and what was last seen of it, and what can be done about a difference [P1]. */
export function ServiceState({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(
    ServiceStateDocument,
    { id: subscriptionId },
    { types: ['Subscription', 'ProvisioningJob'] },
  );
  return (
    <Loaded from={read}>
      {({ subscription }) => {
        if (!subscription) return null;
        const { desired, observed, observable } = subscription;
        const known = (desired?.length ?? 0) + (observed?.length ?? 0) > 0;
        // What is neither there nor can be looked at has nothing to show.
        if (!known && !(observable && subscription.state === 'ACTIVE')) return null;
        return <Shown service={subscription} />;
      }}
    </Loaded>
  );
}

function Shown({ service }: { service: Service }) {
  const { id, state, observable, observedAt, observationProblem } = service;
  const drift = service.drift ?? [];
  const can = useCan();
  const send = useSend(ObserveDocument, 'Subscription');
  const observe = useDeed(
    () => send({ input: { subscriptionId: id } }),
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  const rows = attributeRows(service);
  return (
    <Section
      title="What is there"
      actions={
        observable &&
        state === 'ACTIVE' &&
        can('PROVISIONING_RETRY') && (
          <Button
            variant="default"
            size="compact-sm"
            loading={observe.busy}
            onClick={() => void observe.run()}
          >
            Observe now
          </Button>
        )
      }
    >
      <Stack gap="sm">
        {drift.length > 0 && <Differs service={service} />}
        {observationProblem && (
          <Text fz="sm" c="dimmed">
            The last look told nothing: {observationProblem}
          </Text>
        )}
        {rows.length > 0 && (
          <Table.ScrollContainer minWidth={280}>
            <Table fz="sm" aria-label="Service as ordered and as it is">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th scope="col">Property</Table.Th>
                  <Table.Th scope="col">As ordered</Table.Th>
                  <Table.Th scope="col">As it is</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {rows.map(({ attribute, label, desired, observed, differs, accepted }) => (
                  <Table.Tr key={attribute}>
                    <Table.Th scope="row" fw={400}>
                      {label}
                    </Table.Th>
                    <Table.Td style={{ overflowWrap: 'anywhere' }}>{desired ?? 'Nothing'}</Table.Td>
                    <Table.Td style={{ overflowWrap: 'anywhere' }} fw={differs ? 600 : undefined}>
                      {observed ?? 'Nothing'}
                      {differs && ' (differs)'}
                      {accepted && ' (accepted)'}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        <Text fz="sm" c="dimmed">
          {observedAt ? (
            <>
              {observable ? 'Last seen ' : 'Confirmed '}
              <DateText at={observedAt} as="ago" />
            </>
          ) : (
            'Nobody has looked yet.'
          )}
        </Text>
      </Stack>
    </Section>
  );
}

/** That something differs, since when, and what staff can do about it. */
function Differs({ service: { id, drift } }: { service: Service }) {
  const can = useCan();
  const correct = useSend(CorrectDocument, 'Subscription');
  const accept = useSend(AcceptDocument, 'Subscription');
  const differences = drift ?? [];
  const missing = differences.some(({ attribute }) => attribute === 'presence');
  const since = differences.map((difference) => difference.since).sort()[0];
  const named = differences.map(({ label }) => label).join(', ');
  return (
    <Alert
      color="yellow"
      icon={<IconAlertTriangle size={18} />}
      title={missing ? 'The service is not as ordered' : `Differs from what was ordered: ${named}`}
    >
      <Stack gap="xs">
        {differences.map(({ attribute, label, desired, observed }) => (
          <Text key={attribute} fz="sm">
            {label}: {observed ?? 'nothing'} instead of {desired ?? 'nothing'}
          </Text>
        ))}
        {since && (
          <Text fz="sm">
            First seen <DateText at={since} as="ago" />.
          </Text>
        )}
        {can('PROVISIONING_WRITE') && (
          <Group gap="xs">
            <ConfirmButton
              size="compact-sm"
              title="Correct the difference?"
              consequence="The service is made what was ordered. What somebody changed there by hand is undone."
              confirmLabel="Correct"
              onConfirm={async () => {
                await correct({ input: { subscriptionId: id } });
                notifications.show({ message: 'It is being corrected.' });
              }}
            >
              Correct
            </ConfirmButton>
            {!missing && (
              <ConfirmButton
                size="compact-sm"
                title="Keep it as it is?"
                consequence="The difference is no longer shown, nor corrected, until an order changes what differs."
                confirmLabel="Accept"
                onConfirm={async () => {
                  await accept({ input: { subscriptionId: id } });
                  notifications.show({ message: 'It is kept as it is.' });
                }}
              >
                Accept
              </ConfirmButton>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
