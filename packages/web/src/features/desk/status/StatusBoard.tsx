import { Alert, Group, Stack, Text } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { HistoryBar } from './HistoryBar.tsx';
import { STATES, toneOf } from './words.ts';

const StatusBoardDocument = graphql(`
  query StatusBoard {
    components(first: 100) {
      nodes {
        id
        parentId
        name
        description
        state
        held
      }
    }
    statusHistory {
      componentId
      available
      days {
        date
        minutes
        maintenance
        degraded
        partialOutage
        majorOutage
      }
    }
    incidents(first: 20) {
      nodes {
        id
        kind
        title
        state
        startsAt
        endsAt
        concernsReader
        review
        impacts {
          id
          componentName
        }
        updates {
          id
          state
          text
          at
        }
      }
    }
  }
`);
type Board = ResultOf<typeof StatusBoardDocument>;
type Component = Board['components']['nodes'][number];
type Incident = Board['incidents']['nodes'][number];
type History = Board['statusHistory'][number];

/** Sellers look after services; it is others who have them. */
const isHolder = (level: string): boolean => level === 'COMPANY' || level === 'END_USER';

const OVER: readonly string[] = ['RESOLVED', 'COMPLETED', 'CANCELLED'];

/** How services are now, were in the last 90 days, and what is planned; one's own services first [N4]. */
export function StatusBoard() {
  const writes = useCan()('STATUS_WRITE');
  const read = useRead(StatusBoardDocument, {}, { types: ['Component', 'Incident'] });
  return (
    <>
      <PageHeader
        title="Status"
        description="How services are now, and were in the last 90 days. Maintenance does not count against them."
        actions={
          writes && (
            <>
              <ButtonLink variant="default" to="/status-board/maintenance">
                Plan maintenance
              </ButtonLink>
              <ButtonLink to="/status-board/new">Publish incident</ButtonLink>
            </>
          )
        }
      />
      <Siblings of="/status-board" at="/status-board">
        <Loaded from={read} whole>
          {(board) => <Parts board={board} />}
        </Loaded>
      </Siblings>
    </>
  );
}

function Parts({ board: { components, statusHistory, incidents } }: { board: Board }) {
  const ownFirst = isHolder(useViewer().level);
  const roots = components.nodes.filter(({ parentId }) => parentId === null);
  const going = incidents.nodes.filter(({ state }) => !OVER.includes(state));
  const over = incidents.nodes.filter(({ state }) => OVER.includes(state));
  const ill = roots.filter(({ state }) => state !== 'OPERATIONAL');
  return (
    <Stack gap="md">
      <Alert
        color={ill.length ? 'yellow' : 'green'}
        title={ill.length ? `Not as usual: ${ill.map(({ name }) => name).join(', ')}` : 'All services work'}
      />
      {going.length > 0 && <Incidents title="Going on and planned" incidents={going} />}
      {[...roots]
        .sort((a, b) => (ownFirst ? Number(b.held) - Number(a.held) : 0))
        .map((root) => (
          <Section key={root.id} title={root.name} actions={<State of={root.state} />}>
            <Lines>
              {[root, ...components.nodes.filter(({ parentId }) => parentId === root.id)].map((each) => (
                <Line
                  key={each.id}
                  component={each}
                  whole={each.id === root.id}
                  history={statusHistory.find(({ componentId }) => componentId === each.id)}
                />
              ))}
            </Lines>
          </Section>
        ))}
      {over.length > 0 && <Incidents title="Past" incidents={over} />}
    </Stack>
  );
}

const State = ({ of }: { of: string }) => <StateBadge state={toneOf(of)} label={STATES[of] ?? of} />;

function Line({
  component: { name, description, state, held },
  whole,
  history,
}: {
  component: Component;
  whole: boolean;
  history: History | undefined;
}) {
  const mine = isHolder(useViewer().level) && held && !whole;
  return (
    <li>
      <Group justify="space-between" gap="xs">
        <Text fw={500}>
          {whole ? 'As a whole' : name}
          {mine && (
            <Text span c="dimmed" fz="xs">
              {' '}
              · you have it
            </Text>
          )}
        </Text>
        <State of={state} />
      </Group>
      {description && (
        <Text fz="sm" c="dimmed">
          {description}
        </Text>
      )}
      {history && <HistoryBar history={history} />}
    </li>
  );
}

function Incidents({ title, incidents }: { title: string; incidents: readonly Incident[] }) {
  const holder = isHolder(useViewer().level);
  return (
    <Section title={title}>
      <Lines>
        {incidents.map(
          ({ id, title: about, state, startsAt, endsAt, impacts, updates, concernsReader, review }) => (
            <li key={id}>
              <Group justify="space-between" gap="xs">
                <TextLink to="/status-board/$incidentId" params={{ incidentId: id }} fw={600}>
                  {about}
                </TextLink>
                <State of={state} />
              </Group>
              <Text fz="xs" c="dimmed">
                <DateText at={startsAt} />
                {endsAt && (
                  <>
                    {' to '}
                    <DateText at={endsAt} />
                  </>
                )}
                {impacts.length > 0 &&
                  ` · ${[...new Set(impacts.map(({ componentName }) => componentName))].join(', ')}`}
                {holder && concernsReader && ' · concerns your services'}
              </Text>
              {[...updates].reverse().map((update) => (
                <Text key={update.id} fz="sm" mt={4}>
                  <b>{STATES[update.state]}</b> · <DateText at={update.at} />: {update.text}
                </Text>
              ))}
              {review && (
                <Text fz="sm" mt={4}>
                  <b>Review</b>: {review}
                </Text>
              )}
            </li>
          ),
        )}
      </Lines>
    </Section>
  );
}
