import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AskForCorrection, type Profile } from './AskForCorrection.tsx';
import { fieldName, stateName } from './correction-words.ts';

const OwnCorrectionsDocument = graphql(`
  query OwnCorrections {
    corrections(first: 20, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        id
        field
        current
        wanted
        state
        createdAt
        decidedAt
        answer
      }
    }
  }
`);

const WithdrawDocument = graphql(`
  mutation WithdrawCorrection($input: WithdrawCorrectionInput!) {
    withdrawCorrection(input: $input) {
      id
      state
      decidedAt
    }
  }
`);

type Own = ResultOf<typeof OwnCorrectionsDocument>['corrections']['nodes'][number];

/** What one has asked to have corrected, what became of it, and asking for more [U3]. */
export function OwnCorrections({ profile }: { profile: Profile | null }) {
  const read = useRead(OwnCorrectionsDocument, {}, { types: ['Correction'] });
  const [asking, ask] = useDisclosure();
  return (
    <Section
      title="Corrections"
      actions={
        <Button size="xs" variant="default" onClick={ask.open}>
          Ask for a correction
        </Button>
      }
    >
      <Loaded from={read}>
        {({ corrections: { nodes } }) =>
          nodes.length === 0 ? (
            <Text c="dimmed" fz="sm">
              Is something about you wrong that you cannot change yourself? Ask for a correction: your
              administrators see it before everything else.
            </Text>
          ) : (
            <Lines>
              {nodes.map((correction) => (
                <li key={correction.id}>
                  <Correction correction={correction} />
                </li>
              ))}
            </Lines>
          )
        }
      </Loaded>
      {profile && <AskForCorrection profile={profile} opened={asking} onClose={ask.close} />}
    </Section>
  );
}

function Correction({
  correction: { id, field, current, wanted, state, createdAt, decidedAt, answer },
}: {
  correction: Own;
}) {
  const withdraw = useSend(WithdrawDocument);
  return (
    <Stack gap={2}>
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <Text fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {fieldName(field)}:{' '}
          {current && (
            <Text span inherit c="dimmed" td="line-through">
              {current}
            </Text>
          )}{' '}
          <Text span inherit fw={600}>
            {wanted ?? 'to be removed'}
          </Text>
        </Text>
        <StateBadge state={state} label={stateName(state)} />
      </Group>
      {answer && (
        <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
          “{answer}”
        </Text>
      )}
      <Group justify="space-between" gap="xs">
        <Text fz="xs" c="dimmed">
          Asked <DateText at={createdAt} as="ago" />
          {decidedAt && state !== 'WITHDRAWN' && (
            <>
              , answered <DateText at={decidedAt} as="ago" />
            </>
          )}
        </Text>
        {state === 'WAITING' && (
          <ConfirmButton
            size="compact-xs"
            title="Withdraw this correction?"
            consequence="Nobody will look at it any more. You can ask again."
            confirmLabel="Withdraw"
            onConfirm={async () => {
              await withdraw({ input: { id } });
              notifications.show({ message: 'It is withdrawn.' });
            }}
          >
            Withdraw
          </ConfirmButton>
        )}
      </Group>
    </Stack>
  );
}
