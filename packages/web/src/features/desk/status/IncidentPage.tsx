import { Button, Text, Timeline } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { MoveMaintenance, UpdateIncident, WriteReview } from './IncidentForms.tsx';
import { STATES, toneOf } from './words.ts';

const IncidentDocument = graphql(`
  query StatusIncident($id: ID!) {
    incident(id: $id) {
      id
      reference
      kind
      title
      state
      public
      startsAt
      endsAt
      review
      reviewedAt
      ofReader
      byPlatform
      updates {
        id
        state
        text
        at
      }
      impacts {
        id
        componentId
        componentName
        severity
        since
        until
      }
    }
  }
`);
export type StatusIncident = NonNullable<ResultOf<typeof IncidentDocument>['incident']>;

const CancelDocument = graphql(`
  mutation CancelMaintenance($input: CancelMaintenanceInput!) {
    cancelMaintenance(input: $input) {
      id
      state
    }
  }
`);

/** One incident, or planned work: what was said when, and what was affected how [N4]. */
export function IncidentPage() {
  const { incidentId = '' } = useParams({ strict: false });
  const read = useRead(IncidentDocument, { id: incidentId }, { types: ['Incident'] });
  return (
    <Loaded from={read} whole>
      {({ incident }) => incident && <Room incident={incident} />}
    </Loaded>
  );
}

function Room({ incident }: { incident: StatusIncident }) {
  const { title, state, kind, startsAt, endsAt, updates, impacts, review } = incident;
  const work = kind === 'MAINTENANCE';
  return (
    <DetailPage
      header={{
        title,
        badge: <StateBadge state={toneOf(state)} label={STATES[state] ?? state} />,
        description: incident.reference,
        crumbs: [{ label: 'Status', link: { to: '/status-board' } }],
        actions: incident.ofReader && <Deeds incident={incident} />,
      }}
      facts={[
        ['What it is', work ? 'Planned work' : 'Incident'],
        ['Began', startsAt && <DateText key="from" at={startsAt} />],
        ['Over', endsAt ? <DateText key="until" at={endsAt} /> : 'It goes on'],
        ['By', incident.byPlatform ? 'The platform' : 'Your reseller'],
        ['Read by', incident.public ? 'Everyone' : 'Those who are signed in'],
      ]}
      asideFirst
      aside={[
        <Section key="said" title="What was said">
          <Timeline bulletSize={14} lineWidth={2} active={-1}>
            {[...updates].reverse().map(({ id, state: how, text, at }) => (
              <Timeline.Item key={id} title={STATES[how] ?? how}>
                <Text fz="xs" c="dimmed">
                  <DateText at={at} />
                </Text>
                <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
              </Timeline.Item>
            ))}
          </Timeline>
        </Section>,
        review && (
          <Section key="review" title="Review">
            <Text style={{ whiteSpace: 'pre-line' }}>{review}</Text>
          </Section>
        ),
        <Section key="affected" title="What was affected">
          <Lines>
            {impacts.map(({ id, componentName, severity, since, until }) => (
              <li key={id}>
                <Text fw={500}>
                  {componentName}: {STATES[severity] ?? severity}
                </Text>
                <Text fz="sm" c="dimmed">
                  <DateText at={since} /> – {until ? <DateText at={until} /> : 'goes on'}
                </Text>
              </li>
            ))}
          </Lines>
        </Section>,
      ]}
    />
  );
}

function Deeds({ incident }: { incident: StatusIncident }) {
  const can = useCan();
  const cancel = useSend(CancelDocument, 'Incident');
  const [asked, setAsked] = useState<'update' | 'review' | 'move'>();
  if (!can('STATUS_WRITE')) return null;
  const { id, state, kind } = incident;
  const going = kind === 'INCIDENT' && state !== 'RESOLVED';
  const planned = state === 'SCHEDULED';
  const over = ['RESOLVED', 'COMPLETED'].includes(state);
  const onClose = () => setAsked(undefined);
  return (
    <>
      {going && <Button onClick={() => setAsked('update')}>Update…</Button>}
      {over && (
        <Button variant="default" onClick={() => setAsked('review')}>
          {incident.review ? 'Change the review…' : 'Write review…'}
        </Button>
      )}
      {planned && (
        <>
          <Button variant="default" onClick={() => setAsked('move')}>
            Move…
          </Button>
          <ConfirmButton
            title="Cancel this maintenance?"
            consequence="It stays on the page as cancelled; nothing is affected by it."
            confirmLabel="Cancel maintenance"
            destructive
            onConfirm={() => cancel({ input: { incidentId: id, text: 'This work does not take place.' } })}
          >
            Cancel maintenance
          </ConfirmButton>
        </>
      )}
      {asked === 'update' && <UpdateIncident incident={incident} onClose={onClose} />}
      {asked === 'review' && <WriteReview incident={incident} onClose={onClose} />}
      {asked === 'move' && <MoveMaintenance incident={incident} onClose={onClose} />}
    </>
  );
}
