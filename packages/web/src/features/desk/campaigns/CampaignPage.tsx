import { Button, SimpleGrid, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { count, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Figure } from '../../../ui/Figure.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { ABOUT, REASONS, SOURCES, STATES, TONES } from './campaign-words.ts';
import { Recipients } from './Recipients.tsx';

const CampaignDocument = graphql(`
  query Campaign($id: ID!) {
    campaign(id: $id) {
      id
      name
      about
      source
      subject
      body
      state
      createdAt
      checkedAt
      startedAt
      finishedAt
      allowedCount
      leftOutCount
      waitingCount
      sentCount
      unsubscribedCount
    }
    campaignOutcome(campaignId: $id) {
      code
      allowed
      why
      rule
      count
    }
  }
`);
const CheckDocument = graphql(`
  mutation CheckCampaign($input: CheckCampaignInput!) {
    checkCampaign(input: $input) {
      id
      checkedAt
    }
  }
`);
const SendDocument = graphql(`
  mutation SendCampaign($input: SendCampaignInput!) {
    sendCampaign(input: $input) {
      id
      state
    }
  }
`);
const StopDocument = graphql(`
  mutation StopCampaign($input: StopCampaignInput!) {
    stopCampaign(input: $input) {
      id
      state
    }
  }
`);

type Campaign = NonNullable<ResultOf<typeof CampaignDocument>['campaign']>;
type Outcome = ResultOf<typeof CampaignDocument>['campaignOutcome'];

/** One campaign: the letter, who may have it and why others may not, and what became of it [N2] [S87]. */
export function CampaignPage() {
  const { campaignId = '' } = useParams({ strict: false });
  const read = useRead(
    CampaignDocument,
    { id: campaignId },
    { types: ['Campaign', 'CampaignRecipient', 'Contact'] },
  );
  return (
    <Loaded from={read} whole>
      {({ campaign, campaignOutcome }) =>
        campaign && (
          <DetailPage
            header={{
              title: campaign.name,
              badge: <StateBadge state={TONES[campaign.state]} label={STATES[campaign.state]} />,
              crumbs: [{ label: 'Campaigns', link: { to: '/campaigns' } }],
              actions: <Deeds campaign={campaign} />,
            }}
            head={<Numbers campaign={campaign} />}
            facts={[
              ['About', ABOUT[campaign.about]],
              ['To contacts from', campaign.source ? SOURCES[campaign.source] : 'Everywhere'],
              ['Written', <DateText key="written" at={campaign.createdAt} />],
              ['Checked', campaign.checkedAt && <DateText at={campaign.checkedAt} />],
              ['Begun', campaign.startedAt && <DateText at={campaign.startedAt} />],
              ['Finished', campaign.finishedAt && <DateText at={campaign.finishedAt} />],
            ]}
            aside={[
              <Why key="why" campaign={campaign} outcome={campaignOutcome} />,
              <Section key="letter" title={campaign.subject}>
                <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{campaign.body}</Text>
              </Section>,
            ]}
            tabs={[
              {
                key: 'contacts',
                label: 'Contacts',
                count: campaign.leftOutCount + campaign.waitingCount + campaign.sentCount,
                content: () => <Recipients campaignId={campaign.id} />,
              },
            ]}
          />
        )
      }
    </Loaded>
  );
}

function Deeds({
  campaign: { id, name, state, checkedAt, waitingCount, leftOutCount },
}: {
  campaign: Campaign;
}) {
  const can = useCan();
  const check = useSend(CheckDocument, 'CampaignRecipient');
  const send = useSend(SendDocument, 'Campaign');
  const stop = useSend(StopDocument, 'Campaign');
  const { run, busy } = useDeed(() => check({ input: { id } }));
  const drafted = state === 'DRAFT';
  const sendable = drafted && checkedAt !== null && waitingCount > 0;
  return (
    <>
      {drafted && can('CAMPAIGN_EDIT') && (
        <>
          <ButtonLink to="/campaigns/$campaignId/edit" params={{ campaignId: id }} variant="default">
            Edit
          </ButtonLink>
          <Button variant={sendable ? 'default' : 'filled'} loading={busy} onClick={() => void run()}>
            {checkedAt ? 'Check again' : 'Check who may have it'}
          </Button>
        </>
      )}
      {sendable && can('CAMPAIGN_SEND') && (
        <ConfirmButton
          variant="filled"
          title={`Send ${name} to ${plural(waitingCount, 'contact')}?`}
          consequence={`It goes out at once, by e-mail, and cannot be called back. ${plural(leftOutCount, 'contact is', 'contacts are')} left out, and whoever says no before their letter goes is, too.`}
          confirmLabel="Send campaign"
          onConfirm={() => send({ input: { id } })}
        >
          Send to {count(waitingCount)}
        </ConfirmButton>
      )}
      {state === 'SENDING' && can('CAMPAIGN_SEND') && (
        <ConfirmButton
          title={`Stop ${name}?`}
          consequence="Whoever waits is not written to any more. What has gone out has."
          confirmLabel="Stop sending"
          destructive
          onConfirm={() => stop({ input: { id } })}
        >
          Stop
        </ConfirmButton>
      )}
    </>
  );
}

/** How many may have it, and what became of them: each leads to its rows. */
function Numbers({ campaign }: { campaign: Campaign }) {
  const { id, state, allowedCount, leftOutCount, waitingCount, sentCount, unsubscribedCount } = campaign;
  const rows = (filter: string) => `/campaigns/${id}?tab=contacts${filter}`;
  return (
    <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
      <Figure
        label="May be written to"
        value={count(allowedCount)}
        detail={campaign.checkedAt ? 'As it was checked, or went out' : 'Not checked as it stands'}
        href={rows('&allowed=true')}
        order={1}
      />
      <Figure
        label="Left out"
        value={count(leftOutCount)}
        detail="For each it is kept why"
        href={rows('&state=LEFT_OUT')}
        order={2}
      />
      <Figure
        label="Written to"
        value={count(sentCount)}
        detail={state === 'SENDING' ? `${count(waitingCount)} to go` : 'Letters handed over'}
        href={rows('&state=SENT')}
        order={3}
      />
      <Figure
        label="Said no to it"
        value={count(unsubscribedCount)}
        detail="By the link of their letter"
        href={rows('&state=SENT')}
        order={4}
      />
    </SimpleGrid>
  );
}

/** Who may have it and who may not, by reason. */
function Why({ campaign: { checkedAt, state }, outcome }: { campaign: Campaign; outcome: Outcome }) {
  return (
    <Section title="Who may have it, and why">
      {outcome.length === 0 ? (
        <Text c="dimmed" fz="sm">
          {checkedAt || state !== 'DRAFT'
            ? 'There is no contact to write to.'
            : 'Check who may have it: each contact is decided by the same rule, and nothing is sent.'}
        </Text>
      ) : (
        <FigureTable
          label="Who may have it, and why"
          head={['Reason', 'Contacts', 'May we?', 'In words', 'Rule']}
          numeric={[1]}
          rows={outcome.map(({ code, allowed, why, rule, count: many }) => ({
            key: `${code}${allowed}`,
            cells: [
              REASONS[code],
              count(many),
              <StateBadge
                key="may"
                state={allowed ? 'CONSENT_GIVEN' : 'CONSENT_REFUSED'}
                label={allowed ? 'Yes' : 'No'}
              />,
              why,
              rule,
            ],
          }))}
        />
      )}
    </Section>
  );
}
