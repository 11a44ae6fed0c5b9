import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { STATES, TONES, waitsFor } from './move-words.ts';
import { SettleMove } from './SettleMove.tsx';

const MoveDocument = graphql(`
  query CompanyMove($id: ID!) {
    companyMove(id: $id) {
      id
      companyName
      fromName
      toName
      movesOn
      reason
      state
      awaits
      awaitsReader
      proposedAt
      fromAgreedAt
      toAgreedAt
      companyAgreedAt
      approvedAt
      settledAt
      settledBecause
      heldBecause
    }
  }
`);
const AgreeDocument = graphql(`
  mutation AgreeToCompanyMove($input: AgreeToCompanyMoveInput!) {
    agreeToCompanyMove(input: $input) {
      id
      state
    }
  }
`);
type Move = NonNullable<ResultOf<typeof MoveDocument>['companyMove']>;

/** One move: who has agreed, what it means, and what can be said to it [T7]. */
export function MovePage() {
  const { moveId = '' } = useParams({ strict: false });
  const read = useRead(MoveDocument, { id: moveId }, { types: ['CompanyMove'] });
  return (
    <Loaded from={read} whole>
      {({ companyMove }) => companyMove && <Planned move={companyMove} />}
    </Loaded>
  );
}

function Planned({ move }: { move: Move }) {
  const writes = useCan()('COMPANY_MOVE_WRITE');
  const [settling, settle] = useState<'decline' | 'withdraw'>();
  const send = useSend(AgreeDocument, 'CompanyMove');
  const agree = useDeed(() => send({ input: { id: move.id } }));
  const { id, state, companyName, fromName, toName, heldBecause, awaitsReader } = move;
  const open = state === 'PROPOSED' || state === 'APPROVED';
  const agreed = (at: string | null) => (at ? <DateText at={at} /> : open ? 'Has yet to agree' : 'Did not');
  return (
    <>
      <DetailPage
        header={{
          title: `${companyName} to ${toName}`,
          crumbs: [{ label: 'Moves', link: { to: '/moves' } }],
          badge: (
            <StateBadge
              state={heldBecause ? 'PARKED' : TONES[state]}
              label={heldBecause ? 'Held' : STATES[state]}
            />
          ),
          actions: writes && open && (
            <>
              {awaitsReader && (
                <>
                  <Button loading={agree.busy} onClick={() => void agree.run()}>
                    Agree
                  </Button>
                  <Button variant="default" onClick={() => settle('decline')}>
                    Decline
                  </Button>
                </>
              )}
              {!awaitsReader && (
                <Button variant="default" onClick={() => settle('withdraw')}>
                  Withdraw
                </Button>
              )}
            </>
          ),
        }}
        alert={
          agree.error ? (
            <Alert color="red" mb="md" icon={<IconAlertTriangle />}>
              {agree.error.message}
            </Alert>
          ) : heldBecause ? (
            <Alert color="red" mb="md" icon={<IconAlertTriangle />}>
              Its day has come, but it cannot take place: {heldBecause} It is tried again every five minutes.
            </Alert>
          ) : undefined
        }
        factsTitle="The move"
        facts={[
          ['On', <DayText key="on" day={move.movesOn} />],
          ['Why', move.reason],
          ['Proposed', <DateText key="at" at={move.proposedAt} />],
          [fromName, agreed(move.fromAgreedAt)],
          [toName, agreed(move.toAgreedAt)],
          [companyName, agreed(move.companyAgreedAt)],
          ['The platform', agreed(move.approvedAt)],
          ...(move.settledAt
            ? [[STATES[state], <DateText key="settled" at={move.settledAt} />] as const]
            : []),
          ...(move.settledBecause ? [['Because', move.settledBecause] as const] : []),
        ]}
        aside={[
          <Section key="means" title="What it means">
            <Text component="ul" fz="sm" my={0} ps="lg">
              <li>
                {fromName} invoices all days before <DayText day={move.movesOn} />, with what was used;{' '}
                {toName} invoices from that day on, at its own prices. What was paid ahead for later days is
                given back.
              </li>
              <li>{companyName} keeps everything: people, services, numbers, and the invoices it has had.</li>
              <li>
                {fromName} keeps its own invoices, payments and audit log, and sees nothing else of{' '}
                {companyName} from then on.
              </li>
              <li>
                {companyName} accepts the processing agreement anew, and {toName} takes {fromName}’s place as
                its processor.
              </li>
            </Text>
            {move.awaits.length > 0 && (
              <Text fz="sm" c="dimmed" mt="sm">
                Waits for {waitsFor(move)}.
              </Text>
            )}
          </Section>,
        ]}
      />
      {settling && <SettleMove moveId={id} how={settling} onClose={() => settle(undefined)} />}
    </>
  );
}
