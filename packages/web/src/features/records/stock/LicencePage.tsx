import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText, LastDayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { AssignSeat, EditLicence, SetLicenceKey } from './LicenceForms.tsx';
import { LICENCE_STATES } from './words.ts';

const LicenceDocument = graphql(`
  query Licence($id: ID!) {
    licence(id: $id) {
      id
      vendor
      product
      seats
      seatsUsed
      state
      expiresOn
      note
      hasKey
      createdAt
      seatHolders(first: 100) {
        nodes {
          id
          heldFrom
          heldUntil
          endUser {
            id
            displayName
          }
        }
        totalCount
      }
      subscription {
        id
        reference
      }
      company {
        id
        name
      }
    }
  }
`);
type Shown = NonNullable<ResultOf<typeof LicenceDocument>['licence']>;

const RevealDocument = graphql(`
  mutation RevealLicenceKey($input: RevealLicenceKeyInput!) {
    revealLicenceKey(input: $input)
  }
`);

const ReleaseDocument = graphql(`
  mutation ReleaseLicenceSeats($input: ReleaseLicenceSeatsInput!) {
    releaseLicenceSeats(input: $input) {
      done
    }
  }
`);

/** One licence: seats and who has them, its key, until when it holds [R2]. */
export function LicencePage() {
  const { licenceId = '' } = useParams({ strict: false });
  const read = useRead(LicenceDocument, { id: licenceId }, { types: ['LicenceSeat', 'EndUser'] });
  const { level } = useViewer();
  const can = useCan();
  const [begun, begin] = useState<'EDIT' | 'SEAT' | 'KEY'>();
  const close = () => begin(undefined);
  return (
    <Loaded from={read} whole>
      {({ licence }) => {
        if (!licence) return null;
        const { company, seats, seatsUsed } = licence;
        const writes = can('LICENCE_WRITE');
        return (
          <>
            <DetailPage
              header={{
                title: `${licence.vendor} ${licence.product}`,
                badge: (
                  <StateBadge
                    state={`LICENCE_${licence.state}`}
                    label={LICENCE_STATES[licence.state] ?? licence.state}
                  />
                ),
                crumbs: [{ label: 'Licences', link: { to: '/licences' } }],
                actions: writes && (
                  <>
                    <Button variant="default" onClick={() => begin('EDIT')}>
                      Edit
                    </Button>
                    <Button disabled={seatsUsed >= seats} onClick={() => begin('SEAT')}>
                      Give a seat
                    </Button>
                  </>
                ),
              }}
              alert={<HowItStands licence={licence} />}
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
                ['Seats', `${seatsUsed} of ${seats} taken`],
                ['Last day', <LastDayText key="last" endsOn={licence.expiresOn} />],
                ['Service', licence.subscription?.reference],
                ['Note', licence.note],
                ['Added', <DateText key="added" at={licence.createdAt} as="day" />],
              ]}
              aside={[<KeyCard key="key" licence={licence} replace={() => begin('KEY')} />]}
            />
            <Seats licence={licence} />
            {begun === 'EDIT' && <EditLicence licence={licence} onClose={close} />}
            {begun === 'SEAT' && <AssignSeat licence={licence} onClose={close} />}
            {begun === 'KEY' && <SetLicenceKey licence={licence} onClose={close} />}
          </>
        );
      }}
    </Loaded>
  );
}

function HowItStands({ licence: { state, expiresOn } }: { licence: Shown }) {
  if (state === 'EXPIRED')
    return (
      <Alert color="red" mb="md" title="It has expired">
        Its last day was <LastDayText endsOn={expiresOn} />. Once it is renewed, enter its new last day.
      </Alert>
    );
  if (state === 'EXPIRING')
    return (
      <Alert color="yellow" mb="md" title="It is about to expire">
        Its last day is <LastDayText endsOn={expiresOn} />. Once it is renewed, enter its new last day.
      </Alert>
    );
  return null;
}

function KeyCard({ licence, replace }: { licence: Shown; replace: () => void }) {
  const can = useCan();
  const reveal = useSend(RevealDocument);
  const [shown, show] = useState<string>();
  const { run, busy, error } = useDeed(async () =>
    show((await reveal({ input: { id: licence.id } })).revealLicenceKey),
  );
  return (
    <Section
      title="Key"
      actions={
        can('LICENCE_WRITE') && (
          <Button size="xs" variant="default" onClick={replace}>
            {licence.hasKey ? 'Replace' : 'Enter key'}
          </Button>
        )
      }
    >
      <Stack gap="xs" align="flex-start">
        {!licence.hasKey && <Text c="dimmed">None is kept.</Text>}
        {licence.hasKey && shown !== undefined && <Code fz="sm">{shown}</Code>}
        {licence.hasKey && shown === undefined && (
          <>
            <Text c="dimmed" fz="sm">
              Kept encrypted. Whoever looks at it is noted in the audit log.
            </Text>
            {can('LICENCE_KEY_REVEAL') && (
              <Button size="xs" variant="default" loading={busy} onClick={() => void run()}>
                Show key
              </Button>
            )}
          </>
        )}
        {error && (
          <Text c="red" fz="sm" role="alert">
            {error.message}
          </Text>
        )}
      </Stack>
    </Section>
  );
}

/** Who has a seat, and who has had one. */
function Seats({ licence: { seatHolders, product } }: { licence: Shown }) {
  const can = useCan();
  const release = useSend(ReleaseDocument, 'LicenceSeat');
  const { nodes, totalCount } = seatHolders;
  return (
    <Section title="Who has it" mt="md">
      {nodes.length === 0 && <Text c="dimmed">Nobody yet.</Text>}
      <Lines>
        {nodes.map(({ id, endUser, heldFrom, heldUntil }) => (
          <li key={id}>
            <Group justify="space-between" gap="xs">
              <TextLink to="/end-users/$endUserId" params={{ endUserId: endUser.id }}>
                {endUser.displayName}
              </TextLink>
              <Group gap="sm">
                <Text c="dimmed" fz="sm">
                  <DateText at={heldFrom} as="day" /> –{' '}
                  {heldUntil ? <DateText at={heldUntil} as="day" /> : 'today'}
                </Text>
                {!heldUntil && can('LICENCE_WRITE') && (
                  <ConfirmButton
                    size="xs"
                    title={`Take the seat from ${endUser.displayName}?`}
                    consequence={`They have ${product} no more, and the seat can be given to somebody else.`}
                    confirmLabel="Take seat"
                    destructive
                    onConfirm={() => release({ input: { ids: [id] } })}
                  >
                    Take back
                  </ConfirmButton>
                )}
              </Group>
            </Group>
          </li>
        ))}
      </Lines>
      {totalCount > nodes.length && (
        <Text c="dimmed" fz="sm" mt="xs">
          And {totalCount - nodes.length} more.
        </Text>
      )}
    </Section>
  );
}
