import { Alert, Group, List, SimpleGrid, Text } from '@mantine/core';
import { IconExternalLink, IconFileTypePdf } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { FileMenu } from '../../../frame/FileMenu.tsx';
import { count, instant } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { BreachNoticeList } from './BreachNoticeList.tsx';
import { type Incident, IncidentDocument } from './incident.ts';
import { Paragraphs } from './Paragraphs.tsx';
import { SendNotices } from './SendNotices.tsx';
import {
  classesText,
  DECISIONS,
  duration,
  KINDS,
  LIKELIHOODS,
  RISKS,
  SEVERITIES,
  STATES,
  toneOfRisk,
  toneOfState,
} from './words.ts';

const CloseDocument = graphql(`
  mutation CloseIncident($input: CloseIncidentInput!) {
    closeIncident(input: $input) {
      id
      state
    }
  }
`);

/** The incident room: numbers first, then who was told, then the paper [D5] [S86]. */
export function IncidentRoom() {
  const { incidentId = '' } = useParams({ strict: false });
  const read = useRead(IncidentDocument, { id: incidentId }, { types: ['SecurityIncident', 'BreachNotice'] });
  return (
    <Loaded from={read} whole>
      {({ securityIncident: incident }) => incident && <Room incident={incident} />}
    </Loaded>
  );
}

function Room({ incident }: { incident: Incident }) {
  const { id, title, state, exercise, reference, risk, decision, noticeCount } = incident;
  return (
    <DetailPage
      header={{
        title,
        badge: (
          <Group gap="xs">
            <StateBadge state={toneOfState(state)} label={STATES[state]} />
            {risk && <StateBadge state={toneOfRisk(risk)} label={`Risk: ${RISKS[risk].toLowerCase()}`} />}
            {exercise && <StateBadge state="PREVIEW" label="Exercise" />}
          </Group>
        ),
        description: `${reference} · known since ${instant(incident.awareAt)}`,
        crumbs: [{ label: 'Security incidents', link: { to: '/incidents' } }],
        actions: <Deeds incident={incident} />,
      }}
      alert={<NextSteps incident={incident} />}
      head={noticeCount > 0 && <Numbers incident={incident} />}
      facts={[
        ['It happened', <DateText key="occurred" at={incident.occurredAt} />],
        ['Discovered', <DateText key="discovered" at={incident.discoveredAt} />],
        ['Known since', <DateText key="aware" at={incident.awareAt} />],
        ['Contained', <DateText key="contained" at={incident.containedAt} />],
        ['Closed', <DateText key="closed" at={incident.closedAt} />],
        ['Harm is', incident.likelihood && LIKELIHOODS[incident.likelihood]],
        ['It would be', incident.severity && SEVERITIES[incident.severity]],
        ['Decision', decision && DECISIONS[decision]],
        ['Because', incident.decisionReason],
        [
          'Decided',
          incident.decidedAt &&
            `${instant(incident.decidedAt)}, ${incident.decidedByName ?? 'somebody who has left'}`,
        ],
        [
          'Who can say more',
          [incident.contactName, incident.contactEmail, incident.contactPhone].filter(Boolean).join(', '),
        ],
        ['Register of', incident.reseller?.name],
      ]}
      asideFirst
      aside={[
        <Section key="told" title="What happened">
          <Paragraphs
            said={[
              ['Facts, for the register', incident.facts],
              ['What controllers are told', incident.nature],
              ['Likely consequences', incident.consequences],
              ['Measures', incident.measures],
            ]}
          />
        </Section>,
        <Touched key="scope" incident={incident} />,
      ]}
      tabs={[
        {
          key: 'notices',
          label: 'Notices',
          count: noticeCount,
          content: () => <BreachNoticeList fixed={{ incidentId: id }} id="incident-notices" />,
        },
      ]}
    />
  );
}

function Numbers({ incident }: { incident: Incident }) {
  const { id, noticeCount, sentAfterMinutes: sent, deliveredAfterMinutes: delivered } = incident;
  const href = `/incidents/${id}?tab=notices`;
  const of = (value: number): string => `${count(value)} of ${count(noticeCount)}`;
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      <Figure
        label="Controllers told"
        value={count(noticeCount)}
        detail={`${count(incident.endUserCount ?? 0)} end users`}
        href={href}
        order={1}
      />
      <Figure
        label="With resellers"
        value={count(incident.waitingCount)}
        detail={incident.waitingCount ? 'to be passed on' : 'all passed on'}
        urgent={incident.waitingCount > 0}
        href={`${href}&state=WITH_RESELLER`}
        order={2}
      />
      <Figure label="Delivered" value={of(incident.deliveredCount)} detail="by mail" href={href} order={3} />
      <Figure
        label="Acknowledged"
        value={of(incident.acknowledgedCount)}
        detail={`${count(incident.openedCount)} opened`}
        href={href}
        order={4}
      />
      <Figure
        label="Known to sent"
        value={sent === null ? '–' : duration(sent)}
        detail="the slowest"
        href={href}
        order={5}
      />
      <Figure
        label="Known to delivered"
        value={delivered === null ? '–' : duration(delivered)}
        detail="the slowest so far"
        href={href}
        order={6}
      />
    </SimpleGrid>
  );
}

function NextSteps({
  incident: { untold, state, decision, scope, risk, nature, lastSentAt },
}: {
  incident: Incident;
}) {
  if (state === 'CLOSED') return null;
  const steps = [
    scope.length === 0 && 'Say what was touched: who is concerned is worked out from it.',
    (!risk || !nature) && 'Judge it, and say what happened, what may follow and what is done about it.',
    !decision && 'Decide whether controllers are told, and why.',
    untold && lastSentAt && 'Something has changed that controllers have not been told: send the supplement.',
    untold && !lastSentAt && 'Send the notices: whom they reach is shown before.',
  ].filter((step) => step !== false && step !== null);
  if (!steps.length) return null;
  return (
    <Alert color={untold ? 'yellow' : 'blue'} mb="md" title="What is next">
      <List size="sm" spacing={4}>
        {steps.map((step) => (
          <List.Item key={String(step)}>{step}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Touched({ incident: { scope } }: { incident: Incident }) {
  return (
    <Section title="What was touched">
      {scope.length === 0 ? (
        <Text c="dimmed" fz="sm">
          Nothing said yet.
        </Text>
      ) : (
        <Lines>
          {scope.map((part) => (
            <li key={part.id}>
              <Text fw={500} fz="sm">
                {KINDS[part.kind]}
                {part.name && `: ${part.name}`}
                {part.kind === 'PEOPLE' && `: ${count(part.endUserIds.length)}`}
                {part.department && `, ${part.department}`}
              </Text>
              <Text fz="sm" c="dimmed">
                {classesText(part.dataClasses)} · {instant(part.from)} –{' '}
                {part.until ? instant(part.until) : 'goes on'}
              </Text>
            </li>
          ))}
        </Lines>
      )}
    </Section>
  );
}

function Deeds({ incident: { id, state, untold, reference, reseller, decision } }: { incident: Incident }) {
  const may = useCan();
  const viewer = useViewer();
  const close = useSend(CloseDocument, 'SecurityIncident');
  const pdf = { path: `/incidents/${id}/pdf`, name: `${reference}.pdf`, type: 'application/pdf' };
  const params = { incidentId: id };
  const manages = may('INCIDENT_MANAGE') && state !== 'CLOSED' && reseller?.id === viewer.reseller?.id;
  return (
    <>
      <FileMenu
        label="Register entry"
        failed="No file"
        files={[
          {
            ...pdf,
            label: 'Open the PDF in a new tab',
            icon: <IconExternalLink size={16} />,
            tab: reference,
          },
          { ...pdf, label: 'PDF', icon: <IconFileTypePdf size={16} /> },
        ]}
      />
      {manages && (
        <>
          <ButtonLink variant="default" to="/incidents/$incidentId/scope" params={params}>
            What was touched
          </ButtonLink>
          <ButtonLink variant="default" to="/incidents/$incidentId/edit" params={params}>
            Judge and decide
          </ButtonLink>
          {untold && <SendNotices incidentId={id} />}
          {!untold && decision && (
            <ConfirmButton
              title="Close this incident?"
              consequence="It stays in the register as it is now and cannot be changed any more."
              confirmLabel="Close incident"
              onConfirm={() => close({ input: { incidentId: id } })}
            >
              Close incident
            </ConfirmButton>
          )}
        </>
      )}
    </>
  );
}
