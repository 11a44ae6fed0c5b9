import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconHandStop } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { CHANNELS, STATES } from './consent-words.ts';

const OwnDocument = graphql(`
  query OwnConsents {
    consentPurposes(first: 100, filter: { ofMe: true }) {
      nodes {
        id
        name
        channel
        controllerName
        version
        text
        retiredAt
        ownState
        ownAt
      }
    }
  }
`);
const GiveDocument = graphql(`
  mutation GiveConsent($input: GiveConsentInput!) {
    giveConsent(input: $input) {
      id
      ownState
      ownAt
    }
  }
`);
const RefuseDocument = graphql(`
  mutation RefuseConsent($input: RefuseConsentInput!) {
    refuseConsent(input: $input) {
      id
      ownState
      ownAt
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawConsent($input: WithdrawConsentInput!) {
    withdrawConsent(input: $input) {
      id
      ownState
      ownAt
    }
  }
`);

type Purpose = ResultOf<typeof OwnDocument>['consentPurposes']['nodes'][number];

/** What one is asked to consent to, and what one has said: withdrawn by one click, as it was given [D7]. */
export function OwnConsents() {
  const { level } = useViewer();
  const read = useRead(OwnDocument, {}, { types: ['ConsentPurpose', 'ConsentEntry'] });
  const list = (
    <Loaded from={read} whole>
      {({ consentPurposes: { nodes } }) =>
        nodes.length === 0 ? (
          <EmptyState icon={<IconHandStop size={22} />} title="Nobody asks you for anything">
            When somebody would like to write to you, or call, beyond what your services need, you are asked
            here first.
          </EmptyState>
        ) : (
          <Stack>
            {nodes.map((purpose) => (
              <Asked key={purpose.id} purpose={purpose} />
            ))}
          </Stack>
        )
      }
    </Loaded>
  );
  return (
    <>
      <PageHeader
        title={level === 'END_USER' ? 'Consents' : 'What you are asked'}
        description="What you have agreed to, and what you are asked. Your services work the same whatever you answer, and you can change your mind at any time."
      />
      {level === 'END_USER' ? (
        list
      ) : (
        <Siblings of="/consents" at="/consents/mine">
          {list}
        </Siblings>
      )}
    </>
  );
}

function Asked({ purpose }: { purpose: Purpose }) {
  const { id: purposeId, name, channel, controllerName, version, text, retiredAt, ownState, ownAt } = purpose;
  const give = useSend(GiveDocument, 'ConsentEntry');
  const refuse = useSend(RefuseDocument, 'ConsentEntry');
  const withdraw = useSend(WithdrawDocument, 'ConsentEntry');
  const { run, busy } = useDeed(
    (work: () => Promise<unknown>) => work(),
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  const answered = { input: { purposeId, version } };
  const open = ownState === 'UNASKED' || ownState === 'ASK_AGAIN';
  const stands = ownState === 'GIVEN' || ownState === 'SOFT_OPT_IN' || ownState === 'ASK_AGAIN';
  return (
    <Section title={name} actions={<StateBadge state={`CONSENT_${ownState}`} label={STATES[ownState]} />}>
      <Stack gap="xs">
        <Text fz="sm" c="dimmed">
          {controllerName} · {CHANNELS[channel]}
          {ownAt && (
            <>
              {' · '}
              <DateText at={ownAt} />
            </>
          )}
        </Text>
        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{text}</Text>
        {ownState === 'ASK_AGAIN' && (
          <Text fz="sm" fw={500}>
            This asks for more than what you agreed to: your consent does not cover it until you agree again.
          </Text>
        )}
        {ownState === 'SOFT_OPT_IN' && (
          <Text fz="sm">You gave your details when you bought something. You can object with one click.</Text>
        )}
        <Group gap="xs">
          {!retiredAt && (open || !stands) && (
            <Button variant="default" loading={busy} onClick={() => void run(() => give(answered))}>
              I agree
            </Button>
          )}
          {!retiredAt && ownState === 'UNASKED' && (
            <Button variant="default" loading={busy} onClick={() => void run(() => refuse(answered))}>
              No, thank you
            </Button>
          )}
          {stands && (
            <Button
              variant="default"
              loading={busy}
              onClick={() => void run(() => withdraw({ input: { purposeId } }))}
            >
              {ownState === 'SOFT_OPT_IN' ? 'Object' : 'Withdraw'}
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
