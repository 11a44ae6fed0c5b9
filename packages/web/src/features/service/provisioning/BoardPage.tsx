import { SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { count, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { BarFigure } from '../../../ui/chart/BarFigure.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { outcomeWords } from './job-words.ts';

const BoardDocument = graphql(`
  query ProvisioningBoard {
    provisioningBoard {
      queued
      running
      retrying
      byHand
      failed
      drifted
      oldestJobId
      oldestSince
      hours {
        from
        done
        failedAttempts
      }
      connectors {
        connectorId
        name
        waiting
        running
        failed
        doneLastHour
        drifted
        heldUntil
      }
      failures {
        connectorId
        connector
        fault
        jobs
        reason
        since
      }
    }
  }
`);
type Board = ResultOf<typeof BoardDocument>['provisioningBoard'];

const RetryDocument = graphql(`
  mutation RetryProvisioningJobs($input: RetryProvisioningJobsInput!) {
    retryProvisioningJobs(input: $input)
  }
`);

const TYPES = ['ProvisioningJob', 'Subscription', 'Connector'] as const;
const hourOf = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** How provisioning stands, live: what waits, what goes on, how fast, and what has failed where and why [P1]. */
export function BoardPage() {
  const read = useRead(BoardDocument, {}, { types: TYPES });
  return (
    <>
      <PageHeader title="Board" crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]} />
      <Loaded from={read}>
        {({ provisioningBoard: board }) => (
          <Stack>
            <Totals board={board} />
            <BarFigure
              title="Jobs done in the last 24 hours"
              heading="Hour from"
              measure="Jobs done"
              bars={board.hours.map(({ from, done }) => ({
                label: hourOf.format(new Date(from)),
                value: done,
              }))}
              format={count}
              formatShort={count}
            />
            <Failures failures={board.failures} />
            <Connectors connectors={board.connectors} />
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function Totals({ board }: { board: Board }) {
  const { queued, running, retrying, byHand, failed, drifted, oldestJobId, oldestSince } = board;
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
        <Figure label="Waiting" value={count(queued)} href="/provisioning?state=UNDER_WAY" order={1} />
        <Figure label="Under way" value={count(running)} href="/provisioning?state=UNDER_WAY" order={2} />
        <Figure label="Trying again" value={count(retrying)} href="/provisioning?state=UNDER_WAY" order={3} />
        <Figure label="To do by hand" value={count(byHand)} href="/provisioning?state=WAITING" order={4} />
        <Figure
          label="Failed"
          value={count(failed)}
          {...(failed > 0 ? { detail: 'See why below', urgent: true } : {})}
          href="/provisioning?state=PARKED"
          order={5}
        />
        <Figure label="Differences" value={count(drifted)} href="/provisioning/differences" order={6} />
      </SimpleGrid>
      {oldestJobId && oldestSince && (
        <Text fz="sm" c="dimmed">
          The{' '}
          <TextLink to="/provisioning/$jobId" params={{ jobId: oldestJobId }} inherit>
            oldest job
          </TextLink>{' '}
          that is not done was asked for <DateText at={oldestSince} as="ago" />.
        </Text>
      )}
    </Stack>
  );
}

function Failures({ failures }: Pick<Board, 'failures'>) {
  const retry = useSend(RetryDocument, 'Subscription');
  return (
    <Section title="Failed, by connector and reason">
      {failures.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing has failed.
        </Text>
      ) : (
        <FigureTable
          label="Failed jobs by connector and reason"
          head={['Connector', 'Reason', 'Jobs', 'Since', '']}
          numeric={[2]}
          rows={failures.map(({ connectorId, connector, fault, jobs, reason, since }) => ({
            key: `${connectorId} ${fault}`,
            cells: [
              connector ?? 'None is set up',
              <Stack key="reason" gap={0}>
                <span>{fault ? outcomeWords(fault) : 'Unknown'}</span>
                {reason && (
                  <Text fz="xs" c="dimmed">
                    {reason}
                  </Text>
                )}
              </Stack>,
              count(jobs),
              <DateText key="since" at={since} as="ago" />,
              <ConfirmButton
                key="retry"
                size="compact-sm"
                title={`Try ${plural(jobs, 'job', 'jobs')} again?`}
                consequence="If the cause is gone, they succeed now; if not, they fail again."
                confirmLabel="Try again"
                onConfirm={async () => {
                  const { retryProvisioningJobs: tried } = await retry({
                    input: { connectorId, fault, unconnected: !connectorId },
                  });
                  notifications.show({
                    message: `${plural(tried, 'job is', 'jobs are')} being tried again.`,
                  });
                }}
              >
                Try all again
              </ConfirmButton>,
            ],
          }))}
        />
      )}
    </Section>
  );
}

function Connectors({ connectors }: Pick<Board, 'connectors'>) {
  return (
    <Section title="Connectors">
      {connectors.length === 0 ? (
        <Text fz="sm" c="dimmed">
          There is none: everything is done by hand.
        </Text>
      ) : (
        <FigureTable
          label="Work at each connector"
          head={['Connector', 'Waiting', 'Under way', 'Failed', 'Differences', 'Done in the last hour']}
          numeric={[1, 2, 3, 4, 5]}
          rows={connectors.map(
            ({ connectorId, name, waiting, running, failed, drifted, doneLastHour, heldUntil }) => ({
              key: connectorId,
              cells: [
                <Stack key="name" gap={0}>
                  <span>{name}</span>
                  {heldUntil && (
                    <Text fz="xs" c="dimmed">
                      Asked to be left alone until <DateText at={heldUntil} />
                    </Text>
                  )}
                </Stack>,
                ...[waiting, running, failed, drifted, doneLastHour].map(count),
              ],
            }),
          )}
        />
      )}
    </Section>
  );
}
