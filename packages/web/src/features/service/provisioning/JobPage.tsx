import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useViewer } from '../../../data/viewer.ts';
import { words } from '../../../lib/words.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AttemptTimeline } from './AttemptTimeline.tsx';
import { useCompleteTask } from './CompleteTask.tsx';
import { JobDeed } from './JobDeed.tsx';
import { jobTitle } from './job-words.ts';

const JobDocument = graphql(`
  query ProvisioningJob($id: ID!) {
    provisioningJob(id: $id) {
      id
      action
      connector
      state
      attempts
      nextAttemptAt
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
  const read = useRead(JobDocument, { id: jobId });
  const { level } = useViewer();
  const { complete, dialogue } = useCompleteTask();
  return (
    <>
      <Loaded from={read} whole>
        {({ provisioningJob: job }) => {
          if (!job) return null;
          const { subscription, company, endUser } = job;
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
            ['Attempts', job.attempts],
            ['Requested', <DateText key="asked" at={job.createdAt} />],
            ['Finished', <DateText key="finished" at={job.finishedAt} />],
          ];
          return (
            <DetailPage
              header={{
                title: jobTitle(job),
                badge: <StateBadge state={job.state} />,
                crumbs: [{ label: 'Provisioning', link: { to: '/provisioning' } }],
                actions: <JobDeed job={job} onComplete={complete} variant="filled" />,
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={[
                <Section key="attempts" title="What has happened">
                  <AttemptTimeline job={job} />
                </Section>,
              ]}
            />
          );
        }}
      </Loaded>
      {dialogue}
    </>
  );
}
