import { Group, Stack, Text } from '@mantine/core';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AttemptTimeline } from './AttemptTimeline.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { JobDeed } from './JobDeed.tsx';
import { jobTitle } from './job-words.ts';

const SubscriptionJobsDocument = graphql(`
  query SubscriptionJobs($id: ID!) {
    subscription(id: $id) {
      id
      startsOn
      jobs(first: 10) {
        nodes {
          id
          action
          state
          attempts
          taskOf
          dueAt
          assigneeName
          checklist {
            words
            doneAt
            doneByName
          }
          nextAttemptAt
          waitsFor {
            id
            action
            state
            product
          }
          reason
          createdAt
          subscription {
            id
            product {
              id
              name
            }
          }
          company {
            id
            name
          }
          endUser {
            id
            displayName
          }
          attemptLog {
            id
            at
            outcome
            detail
            durationMs
            steps {
              words
              done
            }
          }
        }
      }
    }
  }
`);

/** How a subscription is set up and taken away, attempt by attempt [P1]. */
export function SubscriptionJobs({ subscriptionId }: { subscriptionId: string }) {
  const read = useRead(SubscriptionJobsDocument, { id: subscriptionId }, { types: ['ProvisioningJob'] });
  const { complete, dialogue } = useCompleteTask();
  return (
    <>
      <Loaded from={read}>
        {({ subscription }) => {
          const jobs = subscription?.jobs.nodes ?? [];
          if (jobs.length === 0)
            return (
              <Section title="Provisioning">
                <Text c="dimmed" fz="sm">
                  Nothing has been set up yet: that begins on the first day.
                </Text>
              </Section>
            );
          return (
            <Stack>
              {jobs.map((job) => (
                <Section
                  key={job.id}
                  title={jobTitle(job)}
                  actions={
                    <Group gap="xs">
                      <StateBadge state={job.state} />
                      <JobDeed job={job} onComplete={complete} size="compact-sm" />
                    </Group>
                  }
                >
                  <AttemptTimeline job={job} />
                  <TextLink
                    to="/provisioning/$jobId"
                    params={{ jobId: job.id }}
                    fz="sm"
                    mt="sm"
                    display="inline-block"
                  >
                    Open the job
                  </TextLink>
                </Section>
              ))}
            </Stack>
          );
        }}
      </Loaded>
      {dialogue}
    </>
  );
}
