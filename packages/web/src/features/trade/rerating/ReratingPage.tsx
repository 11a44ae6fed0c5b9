import { Alert, Progress, Stack, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { count, plural } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { ReratingNotes } from './ReratingNotes.tsx';
import { daysOf, minorOf, SIDES, STATES, signed } from './words.ts';

const ReratingDocument = graphql(`
  query Rerating($id: ID!) {
    rerating(id: $id) {
      id
      side
      about
      currency
      firstDay
      lastDay
      reason
      state
      calls
      callsDone
      callsChanged
      callsUnknown
      waitingMicro
      noteCount
      startedByName
      createdAt
      finishedAt
      company {
        id
        name
      }
      tariff {
        id
        name
      }
    }
  }
`);
type Rerating = NonNullable<ResultOf<typeof ReratingDocument>['rerating']>;

/** How far a re-rating is, what came of it, and the notes that are to be issued [B2] [B6]. */
export function ReratingPage() {
  const { reratingId = '' } = useParams({ strict: false });
  const read = useRead(ReratingDocument, { id: reratingId }, { types: ['Rerating', 'ReratingNote'] });
  return (
    <Loaded from={read} whole>
      {({ rerating }) => rerating && <Told rerating={rerating} />}
    </Loaded>
  );
}

function Told({ rerating }: { rerating: Rerating }) {
  const { id, about, currency, state, callsDone, calls, callsChanged, callsUnknown, tariff } = rerating;
  return (
    <DetailPage
      header={{
        title: `Re-rated calls: ${about}`,
        badge: <StateBadge state={state} label={STATES[state]} />,
        description: `${daysOf(rerating.firstDay, rerating.lastDay)} · charged to ${SIDES[rerating.side].toLowerCase()}`,
        crumbs: [{ label: 'Re-rated calls', link: { to: '/reratings' } }],
        actions: (
          <ButtonLink
            variant="default"
            to="/reratings/new"
            search={{
              tariff: tariff?.id,
              company: rerating.company?.id,
              from: rerating.firstDay,
              to: rerating.lastDay,
            }}
          >
            See what is left
          </ButtonLink>
        ),
      }}
      alert={<HowFar {...{ rerating }} />}
      asideFirst
      aside={
        state === 'RUNNING'
          ? []
          : [<ReratingNotes key="notes" reratingId={id} noted={rerating.noteCount > 0} />]
      }
      facts={[
        ['Calls looked at', `${count(callsDone)} of ${count(calls)}`],
        ['Rated anew', count(callsChanged)],
        ...(callsUnknown ? [['Stay as they were', count(callsUnknown)] as const] : []),
        ['On the next invoices, net', signed(minorOf(rerating.waitingMicro), currency)],
        [
          'Tariff',
          tariff && (
            <TextLink key="tariff" to="/tariffs/$tariffId" params={{ tariffId: tariff.id }}>
              {tariff.name}
            </TextLink>
          ),
        ],
        ['Company', rerating.company?.name],
        ['Reason', rerating.reason],
        ['Started by', rerating.startedByName],
        ['Started', <DateText key="at" at={rerating.createdAt} />],
        ['Ended', rerating.finishedAt && <DateText key="end" at={rerating.finishedAt} />],
      ]}
    />
  );
}

function HowFar({ rerating: { state, calls, callsDone } }: { rerating: Rerating }) {
  if (state === 'FAILED')
    return (
      <Alert color="red" mb="md" title="It has stopped before the end">
        {plural(callsDone, 'call was', 'calls were')} looked at. Re-rate these days once more: that does the
        rest.
      </Alert>
    );
  if (state !== 'RUNNING') return null;
  return (
    <Stack gap={4} mb="md" role="status">
      <Text fz="sm">
        {count(callsDone)} of {plural(calls, 'call')}. You may leave this page; it goes on.
      </Text>
      <Progress value={calls ? (100 * callsDone) / calls : 100} aria-label="Calls that were looked at" />
    </Stack>
  );
}
