import { Button, Group } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useAssignTask } from './AssignTask.tsx';
import { AttemptTimeline } from './AttemptTimeline.tsx';
import { Checklist } from './Checklist.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { DueText } from './DueText.tsx';
import { JobDeed } from './JobDeed.tsx';
import { jobTitle } from './job-words.ts';
import { useResend } from './use-resend.tsx';

const JobDocument = graphql(`
  query ProvisioningJob($id: ID!) {
    provisioningJob(id: $id) {
      id
      action
      connector
      notSentAgain
      state
      attempts
      assigneeId
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
      finishedAt
      subscription {
        id
        reference
        quantity
        product {
          id
          name
          code
        }
      }
      company {
        id
        name
      }
      endUser {
        id
        displayName
        email
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
`);

/** One job with everything that has been tried [P1] [P2]. */
export function JobPage() {
  const { jobId = '' } = useParams({ strict: false });
  const read = useRead(JobDocument, { id: jobId }, { types: ['ProvisioningJob'] });
  const { level } = useViewer();
  const can = useCan();
  const assigning = useAssignTask();
  const resend = useResend();
  const { complete, dialogue } = useCompleteTask();
  return (
    <>
      <Loaded from={read} whole>
        {({ provisioningJob: job }) => {
          if (!job) return null;
          const { subscription, company, endUser } = job;
          const mayDo =
            can('TASK_WRITE') && (level === 'PLATFORM' ? job.taskOf !== null : job.taskOf === 'RESELLER');
          const facts: (Fact | false)[] = [
            [
              'For',
              endUser ? (
                <TextLink key="for" to="/end-users/$endUserId" params={{ endUserId: endUser.id }} inherit>
                  {endUser.displayName}
                </TextLink>
              ) : (
                'The company as a whole'
              ),
            ],
            endUser !== null && [
              'E-mail address',
              endUser.email && <CopyText key="address" text={endUser.email} label="e-mail address" />,
            ],
            [
              'Company',
              level === 'COMPANY' ? (
                company.name
              ) : (
                <TextLink key="company" to="/companies/$companyId" params={{ companyId: company.id }} inherit>
                  {company.name}
                </TextLink>
              ),
            ],
            ['Product', `${subscription.product.name} (${subscription.product.code})`],
            subscription.quantity > 1 && ['Quantity', subscription.quantity],
            [
              'Subscription',
              <TextLink
                key="subscription"
                to="/subscriptions/$subscriptionId"
                params={{ subscriptionId: subscription.id }}
                inherit
              >
                {subscription.reference}
              </TextLink>,
            ],
            ['Method', words(job.connector)],
            job.dueAt !== null && [
              level === 'COMPANY' ? 'Expected by' : 'Due',
              <DueText key="due" dueAt={job.dueAt} over={job.state !== 'WAITING'} />,
            ],
            job.taskOf !== null && level !== 'COMPANY' && ['Assigned to', job.assigneeName ?? 'Nobody'],
            job.taskOf === null && ['Attempts', job.attempts],
            ['Requested', <DateText key="asked" at={job.createdAt} />],
            ['Finished', <DateText key="finished" at={job.finishedAt} />],
          ];
          return (
            <DetailPage
              header={{
                title: jobTitle(job),
                badge: <StateBadge state={job.state} />,
                crumbs: [{ label: 'Provisioning', link: { to: '/provisioning' } }],
                actions: (
                  <Group gap="xs">
                    <RowMenu of={jobTitle(job)} items={resend(job)} />
                    {mayDo && job.state === 'WAITING' && (
                      <Button variant="default" onClick={() => assigning.assign(job)}>
                        Assign
                      </Button>
                    )}
                    <JobDeed job={job} onComplete={complete} variant="filled" />
                  </Group>
                ),
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={[
                ...(job.checklist?.length
                  ? [
                      <Checklist
                        key="checklist"
                        jobId={job.id}
                        items={job.checklist}
                        open={mayDo && job.state === 'WAITING'}
                      />,
                    ]
                  : []),
                <Section key="attempts" title="What has happened">
                  <AttemptTimeline job={job} />
                </Section>,
              ]}
            />
          );
        }}
      </Loaded>
      {dialogue}
      {assigning.dialogue}
    </>
  );
}
