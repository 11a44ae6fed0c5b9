import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AssignNumber, EditNumber } from './AssignNumber.tsx';
import { ActivateNumbers, ConfirmAddresses, ReleaseNumbers } from './NumberDeeds.tsx';
import { SetAddress } from './SetAddress.tsx';
import { ADDRESS_STATES, NUMBER_STATES, placeText } from './words.ts';

const NumberDocument = graphql(`
  query TelephoneNumber($id: ID!) {
    number(id: $id) {
      id
      number
      national
      label
      state
      portsOn
      quarantinedUntil
      addressState
      createdAt
      address {
        id
        building
        street
        town
        postcode
        confirmedAt
        confirmedByName
      }
      pendingAddress {
        id
        building
        street
        town
        postcode
        createdAt
        setByName
      }
      holdings {
        id
        heldFrom
        heldUntil
        endUser {
          id
          displayName
        }
      }
      addresses(first: 20) {
        nodes {
          id
          building
          street
          town
          postcode
          setByName
          confirmedAt
          confirmedByName
          replacedAt
          createdAt
        }
      }
      endUser {
        id
        displayName
      }
      subscription {
        id
        reference
        product {
          id
          name
        }
      }
      company {
        id
        name
      }
    }
  }
`);
type Shown = NonNullable<ResultOf<typeof NumberDocument>['number']>;

const RemoveDocument = graphql(`
  mutation RemoveNumber($input: RemoveNumberInput!) {
    removeNumber(input: $input)
  }
`);

type Deed = 'assign' | 'edit' | 'address' | 'confirm' | 'activate' | 'release';

/** One number: whose it is, where calls to 999 from it are answered, who confirmed that, who has had it [R1] [R2]. */
export function NumberPage() {
  const { numberId = '' } = useParams({ strict: false });
  const read = useRead(NumberDocument, { id: numberId }, { types: ['EmergencyAddress', 'EndUser'] });
  const { level } = useViewer();
  const can = useCan();
  const [deed, begin] = useState<Deed>();
  return (
    <Loaded from={read} whole>
      {({ number }) => {
        if (!number) return null;
        const { company, endUser, subscription } = number;
        const kept = number.state === 'QUARANTINED';
        return (
          <>
            <DetailPage
              header={{
                title: number.national,
                description: number.label,
                badge: (
                  <StateBadge state={number.state} label={NUMBER_STATES[number.state] ?? number.state} />
                ),
                crumbs: [{ label: 'Numbers', link: { to: '/numbers' } }],
                actions: !kept && <NumberActions number={number} begin={begin} />,
              }}
              alert={<HowItStands number={number} begin={begin} />}
              facts={[
                [
                  'Company',
                  level === 'COMPANY' ? (
                    company.name
                  ) : (
                    <TextLink
                      key="company"
                      to="/companies/$companyId"
                      params={{ companyId: company.id }}
                      inherit
                    >
                      {company.name}
                    </TextLink>
                  ),
                ],
                [
                  'Person',
                  endUser && (
                    <TextLink
                      key="person"
                      to="/end-users/$endUserId"
                      params={{ endUserId: endUser.id }}
                      inherit
                    >
                      {endUser.displayName}
                    </TextLink>
                  ),
                ],
                [
                  'Service',
                  subscription &&
                    (can('SUBSCRIPTION_READ') ? (
                      <TextLink
                        key="service"
                        to="/subscriptions/$subscriptionId"
                        params={{ subscriptionId: subscription.id }}
                        inherit
                      >
                        {subscription.product.name} ({subscription.reference})
                      </TextLink>
                    ) : (
                      subscription.reference
                    )),
                ],
                ['What it is for', number.label],
                ['International', <CopyText key="number" text={number.number} label="number" />],
                ...(number.portsOn
                  ? [['Ports on', <DayText key="ports" day={number.portsOn} />] as const]
                  : []),
                ...(number.quarantinedUntil
                  ? [['Free from', <DayText key="free" day={number.quarantinedUntil} />] as const]
                  : []),
                ['Added', <DateText key="added" at={number.createdAt} as="day" />],
              ]}
              aside={[
                <AddressCard key="address" number={number} begin={begin} />,
                <HoldersCard key="holders" number={number} />,
              ]}
            />
            <Addresses number={number} />
            {deed && <Begun deed={deed} number={number} onClose={() => begin(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}

interface PartProps {
  number: Shown;
  begin: (deed: Deed) => void;
}

function NumberActions({ number, begin }: PartProps) {
  const can = useCan();
  const navigate = useNavigate();
  const remove = useSend(RemoveDocument, 'TelephoneNumber');
  const writes = can('NUMBER_WRITE');
  const supplies = can('NUMBER_SUPPLY');
  const untouched = number.holdings.length === 0 && number.addresses.nodes.length === 0;
  return (
    <Group gap="xs">
      {writes && (
        <Button variant="default" onClick={() => begin('edit')}>
          Edit
        </Button>
      )}
      {writes && (
        <Button variant="default" onClick={() => begin('assign')}>
          Assign
        </Button>
      )}
      {supplies && !untouched && (
        <Button variant="default" onClick={() => begin('release')}>
          Release
        </Button>
      )}
      {supplies && untouched && (
        <ConfirmButton
          title={`Remove ${number.national}?`}
          consequence="Nobody has had it and it has had no address: it goes as if it had never been entered."
          confirmLabel="Remove number"
          destructive
          onConfirm={async () => {
            await remove({ input: { id: number.id } });
            await navigate({ to: '/numbers' });
          }}
        >
          Remove
        </ConfirmButton>
      )}
      {supplies && number.state !== 'IN_USE' && (
        <Button disabled={number.address === null} onClick={() => begin('activate')}>
          Take into use
        </Button>
      )}
    </Group>
  );
}

function HowItStands({ number, begin }: PartProps) {
  const can = useCan();
  const { addressState, state, pendingAddress, address, company } = number;
  const confirms = can('NUMBER_CONFIRM');
  if (state === 'QUARANTINED')
    return (
      <Alert color="gray" mb="md" title="It was released">
        It is kept back so that nobody gets another’s calls, and is free again on{' '}
        <DayText day={number.quarantinedUntil} />.
      </Alert>
    );
  if (addressState === 'MISSING')
    return (
      <Alert color="yellow" mb="md" title="Nobody has said where it is installed">
        Calls to 999 could not be answered anywhere, so it cannot be used yet. Enter the address;{' '}
        {confirms ? 'you then confirm it.' : `${company.name} then confirms it.`}
      </Alert>
    );
  if (addressState === 'CONFIRMED' || (addressState === 'AGED' && state !== 'IN_USE')) return null;
  const said =
    addressState === 'AGED'
      ? {
          title: 'Its address was confirmed more than twelve months ago',
          text: 'Is it still installed there?',
        }
      : address
        ? {
            title: 'Its new address waits to be confirmed',
            text: 'Until then calls to 999 are answered at the one that was confirmed before.',
          }
        : {
            title: 'Its address waits to be confirmed',
            text: 'Until then it cannot be used.',
          };
  return (
    <Alert color="yellow" mb="md" title={said.title}>
      <Stack gap="xs" align="flex-start">
        <Text fz="sm">
          {said.text} {!confirms && `${company.name}’s administrators have been asked to confirm it.`}
        </Text>
        {confirms && (pendingAddress ?? address) && (
          <Button size="xs" onClick={() => begin('confirm')}>
            Confirm address
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

function AddressCard({ number, begin }: PartProps) {
  const can = useCan();
  const { address, pendingAddress, addressState, state } = number;
  return (
    <Section
      title="Address for 999"
      actions={
        can('NUMBER_WRITE') &&
        state !== 'QUARANTINED' && (
          <Button size="xs" variant="default" onClick={() => begin('address')}>
            {address || pendingAddress ? 'Change' : 'Enter address'}
          </Button>
        )
      }
    >
      {!address && !pendingAddress && <Text c="dimmed">None yet.</Text>}
      <Stack gap="sm">
        {pendingAddress && (
          <div>
            <Group gap="xs">
              <Text>{placeText(pendingAddress)}</Text>
              <StateBadge state="ADDRESS_PENDING" label="To be confirmed" />
            </Group>
            <Text c="dimmed" fz="sm">
              Entered by {pendingAddress.setByName}, <DateText at={pendingAddress.createdAt} as="ago" />
            </Text>
          </div>
        )}
        {address && (
          <div>
            <Group gap="xs">
              <Text>{placeText(address)}</Text>
              <StateBadge
                state={addressState === 'AGED' ? 'ADDRESS_AGED' : 'ADDRESS_CONFIRMED'}
                label={
                  addressState === 'AGED' ? ADDRESS_STATES.AGED : pendingAddress ? 'In force' : 'Confirmed'
                }
              />
            </Group>
            <Text c="dimmed" fz="sm">
              Confirmed by {address.confirmedByName}, <DateText at={address.confirmedAt} as="day" />
            </Text>
          </div>
        )}
      </Stack>
    </Section>
  );
}

function HoldersCard({ number: { holdings } }: { number: Shown }) {
  return (
    <Section title="Who has had it">
      {holdings.length === 0 && <Text c="dimmed">Nobody yet.</Text>}
      <Lines>
        {holdings.map(({ id, endUser, heldFrom, heldUntil }) => (
          <li key={id}>
            <Group justify="space-between" gap="xs">
              <TextLink to="/end-users/$endUserId" params={{ endUserId: endUser.id }}>
                {endUser.displayName}
              </TextLink>
              <Text c="dimmed" fz="sm">
                <DateText at={heldFrom} as="day" /> –{' '}
                {heldUntil ? <DateText at={heldUntil} as="day" /> : 'today'}
              </Text>
            </Group>
          </li>
        ))}
      </Lines>
    </Section>
  );
}

/** Every address it has had: where an ambulance would have gone on any day. */
function Addresses({ number: { addresses } }: { number: Shown }) {
  if (addresses.nodes.length === 0) return null;
  return (
    <Section title="Addresses it has had" mt="md">
      <Lines>
        {addresses.nodes.map(
          ({ id, setByName, createdAt, confirmedAt, confirmedByName, replacedAt, ...at }) => (
            <li key={id}>
              <Group justify="space-between" gap="xs" align="flex-start">
                <div>
                  <Text>{placeText(at)}</Text>
                  <Text c="dimmed" fz="sm">
                    Entered by {setByName}, <DateText at={createdAt} as="day" />
                  </Text>
                </div>
                <Text c="dimmed" fz="sm">
                  {confirmedAt ? (
                    <>
                      Confirmed by {confirmedByName}, <DateText at={confirmedAt} as="day" />
                    </>
                  ) : (
                    'Never confirmed'
                  )}
                  {replacedAt && (
                    <>
                      , until <DateText at={replacedAt} as="day" />
                    </>
                  )}
                </Text>
              </Group>
            </li>
          ),
        )}
      </Lines>
    </Section>
  );
}

function Begun({ deed, number, onClose }: { deed: Deed; number: Shown; onClose: () => void }) {
  const numbers = [number];
  switch (deed) {
    case 'assign':
      return <AssignNumber number={number} onClose={onClose} />;
    case 'edit':
      return <EditNumber number={number} onClose={onClose} />;
    case 'address':
      return <SetAddress numbers={numbers} now={number.pendingAddress ?? number.address} onClose={onClose} />;
    case 'confirm':
      return <ConfirmAddresses numbers={numbers} onClose={onClose} />;
    case 'activate':
      return <ActivateNumbers numbers={numbers} onClose={onClose} />;
    case 'release':
      return <ReleaseNumbers numbers={numbers} onClose={onClose} />;
  }
}
