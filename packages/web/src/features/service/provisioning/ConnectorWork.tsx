import { SimpleGrid, Stack, Text } from '@mantine/core';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { count } from '../../../lib/format.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { jobTitle, outcomeWords } from './job-words.ts';
import { useResend } from './use-resend.tsx';

const ConnectorWorkDocument = graphql(`
  query ConnectorWork($id: ID!) {
    connector(id: $id) {
      id
      work {
        waiting
        running
        failed
        drifted
        doneLastHour
        heldUntil
      }
      failures {
        fault
        jobs
        reason
        since
      }
      jobs(first: 10) {
        totalCount
        nodes {
          id
          action
          state
          connector
          notSentAgain
          reason
          createdAt
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
    }
  }
`);
type Connector = NonNullable<ResultOf<typeof ConnectorWorkDocument>['connector']>;

/** What goes on at a connector: how much waits, what has failed and why, and the latest jobs [P1] [P2]. */
export function ConnectorWork({ connectorId, kind }: { connectorId: string; kind: string }) {
  const read = useRead(
    ConnectorWorkDocument,
    { id: connectorId },
    { types: ['Connector', 'ProvisioningJob', 'Subscription'] },
  );
  return (
    <Loaded from={read}>
      {({ connector }) =>
        connector && (
          <Stack>
            <Totals work={connector.work} />
            {connector.failures.length > 0 && <Failures failures={connector.failures} />}
            <Jobs jobs={connector.jobs} title={kind === 'WEBHOOK' ? 'Latest messages' : 'Latest jobs'} />
          </Stack>
        )
      }
    </Loaded>
  );
}

function Totals({ work }: { work: Connector['work'] }) {
  const { waiting, running, failed, drifted, doneLastHour, heldUntil } = work;
  const figures: [label: string, value: number, urgent?: boolean][] = [
    ['Waiting', waiting],
    ['Under way', running],
    ['Failed', failed, failed > 0],
    ['Differences', drifted],
    ['Done in the last hour', doneLastHour],
  ];
  return (
    <Section title="Work">
      <SimpleGrid component="dl" cols={{ base: 2, sm: 5 }} spacing="sm" m={0}>
        {figures.map(([label, value, urgent]) => (
          <Stack key={label} gap={0}>
            <Text component="dt" fz="xs" c="dimmed">
              {label}
            </Text>
            <Text
              component="dd"
              className="numeric"
              m={0}
              fw={600}
              c={urgent ? 'var(--mantine-color-error)' : value === 0 ? 'dimmed' : undefined}
            >
              {count(value)}
            </Text>
          </Stack>
        ))}
      </SimpleGrid>
      {heldUntil && (
        <Text fz="sm" c="dimmed" mt="sm">
          It asked to be left alone until <DateText at={heldUntil} />.
        </Text>
      )}
    </Section>
  );
}

function Failures({ failures }: { failures: Connector['failures'] }) {
  return (
    <Section title="Failed, by reason">
      <FigureTable
        label="Failed jobs by reason"
        head={['Reason', 'Jobs', 'Since']}
        numeric={[1]}
        rows={failures.map(({ fault, jobs, reason, since }) => ({
          key: String(fault),
          cells: [
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
          ],
        }))}
      />
      <TextLink to="/provisioning" search={{ state: 'PARKED' }} fz="sm">
        All that has failed
      </TextLink>
    </Section>
  );
}

function Jobs({ jobs: { nodes, totalCount }, title }: { jobs: Connector['jobs']; title: string }) {
  const resend = useResend();
  return (
    <Section title={title}>
      {nodes.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing has been asked of it yet.
        </Text>
      ) : (
        <>
          <FigureTable
            label={title}
            head={['Job', 'Company', 'Status', 'Requested', '']}
            numeric={[]}
            rows={nodes.map((job) => ({
              key: job.id,
              cells: [
                <Stack key="job" gap={0}>
                  <TextLink to="/provisioning/$jobId" params={{ jobId: job.id }} inherit>
                    {jobTitle(job)}
                  </TextLink>
                  <Text fz="xs" c="dimmed">
                    {job.subscription.reference}
                    {job.reason && `: ${job.reason}`}
                  </Text>
                </Stack>,
                job.company.name,
                <StateBadge key="state" state={job.state} />,
                <DateText key="asked" at={job.createdAt} as="ago" />,
                <RowMenu key="deeds" of={jobTitle(job)} items={resend(job)} />,
              ],
            }))}
          />
          {totalCount > nodes.length && (
            <Text fz="sm" c="dimmed">
              The latest {nodes.length} of {count(totalCount)}.
            </Text>
          )}
        </>
      )}
    </Section>
  );
}
