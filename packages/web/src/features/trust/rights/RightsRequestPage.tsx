import { Group, Stack, Text } from '@mantine/core';
import { requestDeadline } from '@steward/shared';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { useCards } from '../../../frame/slots.tsx';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { Due } from './Due.tsx';
import { RightsDeeds } from './RightsDeeds.tsx';
import {
  CHANNELS,
  EVENTS,
  KINDS,
  METHODS,
  personOf,
  REGIONS,
  rightsRow,
  STATUS_STATES,
  STATUSES,
} from './rights-words.ts';

const RequestDocument = graphql(
  `
  query RightsRequest($id: ID!) {
    rightsRequest(id: $id) {
      ...RightsRow
      channel
      region
      identityMethod
      personEmail
      facts
      pauses {
        id
        waitsFor
        fromOn
        toOn
      }
      events {
        id
        at
        kind
        byName
        dueOn
        words
      }
    }
  }
`,
  [rightsRow],
);
type Request = NonNullable<ResultOf<typeof RequestDocument>['rightsRequest']>;

/** One request: by when it is answered and why then, what can be done next, and everything that has happened [D3]. */
export function RightsRequestPage() {
  const { requestId = '' } = useParams({ strict: false });
  const { level } = useViewer();
  const cards = useCards('rightsRequest');
  const read = useRead(RequestDocument, { id: requestId }, { types: ['RightsRequest'] });
  return (
    <Loaded from={read} whole>
      {({ rightsRequest: request }) => {
        if (!request) return null;
        const { kind, status, company, endUser, personEmail } = request;
        const person = personOf(request);
        const facts: (Fact | false)[] = [
          ['Due', <Due key="due" request={request} />],
          request.daysLeft !== null && ['Why then', whyThen(request)],
          ['What', KINDS[kind]],
          level !== 'END_USER' && [
            'Who',
            endUser ? (
              <TextLink key="who" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
                {person}
              </TextLink>
            ) : (
              person
            ),
          ],
          personEmail !== null && ['Written to', personEmail],
          [
            'Controller',
            level === 'PLATFORM' || level === 'RESELLER' ? (
              <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                {company.name}
              </TextLink>
            ) : (
              company.name
            ),
          ],
          ['Identity', request.identityMethod ? METHODS[request.identityMethod] : 'Not confirmed yet'],
          [
            'Received',
            <span key="received">
              <DayText day={request.receivedOn} />, {CHANNELS[request.channel].toLowerCase()}
            </span>,
          ],
          ['Bank holidays of', REGIONS[request.region]],
          request.facts !== null && [
            level === 'END_USER' ? 'What you asked' : 'What they ask',
            <Text key="facts" fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {request.facts}
            </Text>,
          ],
        ];
        const shown = cards({
          id: requestId,
          kind,
          open: request.daysLeft !== null,
          endUserId: endUser?.id ?? null,
        });
        return (
          <DetailPage
            header={{
              title: `${request.reference}: ${KINDS[kind].toLowerCase()}`,
              badge: <StateBadge state={STATUS_STATES[status]} label={STATUSES[status]} />,
              crumbs: [
                {
                  label: level === 'END_USER' ? 'My data' : 'Rights requests',
                  link: { to: '/rights-requests' },
                },
              ],
              actions: <RightsDeeds request={request} />,
            }}
            facts={facts.filter((fact) => fact !== false)}
            asideFirst={shown.length > 0}
            aside={[...shown, <Trail key="trail" events={request.events} />]}
          />
        );
      }}
    </Loaded>
  );
}

/** How the date came about, in a sentence. */
function whyThen({ kind, receivedOn, region, pauses, extended, acknowledgedAt }: Request): string {
  if (kind === 'COMPLAIN')
    return acknowledgedAt
      ? 'It has been acknowledged. It is answered without undue delay, at the latest three months from its receipt.'
      : 'A complaint is acknowledged within 30 days.';
  const over = pauses.flatMap(({ fromOn: from, toOn: to }) => (to === null ? [] : [{ from, to }]));
  return requestDeadline({ receivedOn, region, pauses: over, extended }).reason;
}

function Trail({ events }: { events: Request['events'] }) {
  return (
    <Section title="What has happened">
      <Lines>
        {events.toReversed().map(({ id, at, kind, byName, words }) => (
          <li key={id}>
            <Stack gap={2}>
              <Group justify="space-between" gap="xs">
                <Text fz="sm" fw={500}>
                  {EVENTS[kind]}
                </Text>
                <Text fz="xs" c="dimmed">
                  {byName}, <DateText at={at} />
                </Text>
              </Group>
              {words && (
                <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                  “{words}”
                </Text>
              )}
            </Stack>
          </li>
        ))}
      </Lines>
    </Section>
  );
}
