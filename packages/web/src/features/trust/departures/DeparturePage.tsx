import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { DataOfTenant } from './DataOfTenant.tsx';
import { DeleteTenant } from './DeleteTenant.tsx';
import { DeletionFigures, DeletionReport } from './DeletionReport.tsx';
import { type Departure, DepartureDocument } from './departure.ts';
import { LeaveSteps } from './LeaveSteps.tsx';
import { LEAVE_STATES, LEAVE_TONES } from './leave-words.ts';
import { WithdrawDeparture } from './WithdrawDeparture.tsx';

const AgreeDocument = graphql(`
  mutation AgreeToDeparture($input: AgreeToDepartureInput!) {
    agreeToDeparture(input: $input) {
      id
      state
    }
  }
`);

/** One departure: where it stands, what the tenant is given, and what became of its data [T7] [S20]. */
export function DeparturePage() {
  const { departureId = '' } = useParams({ strict: false });
  const read = useRead(
    DepartureDocument,
    { id: departureId },
    { types: ['Departure', 'TenantArchive', 'TenantDeletion'] },
  );
  return (
    <Loaded from={read} whole>
      {({ departure }) => departure && <Leaving departure={departure} />}
    </Loaded>
  );
}

function Leaving({ departure }: { departure: Departure }) {
  const can = useCan();
  const [asked, ask] = useState<'withdraw' | 'delete'>();
  const send = useSend(AgreeDocument, 'Departure');
  const agree = useDeed(() => send({ input: { id: departure.id } }));
  const { id, state, tenantName, sellerName, heldBecause, awaitsReader, archives, deletions } = departure;
  const open = state === 'PROPOSED' || state === 'AGREED';
  const agreed = (at: string | null) => (at ? <DateText at={at} /> : open ? 'Has yet to agree' : 'Did not');
  const [deletion] = deletions.filter((one) => one.state === 'DONE');
  const failure = deletions.find((one) => one.state === 'FAILED')?.failure;
  const running = deletions.some((one) => one.state === 'RUNNING');
  return (
    <>
      <DetailPage
        header={{
          title: `${tenantName} ${LEFT.has(state) ? 'has left' : 'leaves'}`,
          crumbs: [{ label: 'Leaving', link: { to: '/departures' } }],
          badge: (
            <StateBadge
              state={heldBecause ? 'PARKED' : LEAVE_TONES[state]}
              label={heldBecause ? 'Held' : LEAVE_STATES[state]}
            />
          ),
          actions: (
            <>
              {can('DEPARTURE_WRITE') && open && awaitsReader && (
                <Button loading={agree.busy} onClick={() => void agree.run()}>
                  Agree
                </Button>
              )}
              {can('DEPARTURE_WRITE') && open && (
                <Button variant="default" onClick={() => ask('withdraw')}>
                  {awaitsReader ? 'Say no' : 'Withdraw'}
                </Button>
              )}
              {can('TENANT_DELETE') && state === 'CLOSED' && !running && (
                <Button color="red" onClick={() => ask('delete')}>
                  Delete
                </Button>
              )}
            </>
          ),
        }}
        alert={
          agree.error ? (
            <Problem>{agree.error.message}</Problem>
          ) : heldBecause ? (
            <Problem>
              Its day has come, but it cannot take place: {heldBecause} It is tried again every five minutes.
            </Problem>
          ) : failure && state === 'CLOSED' && !running ? (
            <Problem>It could not be deleted: {failure}</Problem>
          ) : undefined
        }
        head={deletion && <DeletionFigures deletion={deletion} />}
        asideFirst
        factsTitle="The departure"
        facts={[
          ['On', <DayText key="on" day={departure.leavesOn} />],
          ['Why', departure.reason],
          ['Proposed', <DateText key="at" at={departure.proposedAt} />],
          [tenantName, agreed(departure.tenantAgreedAt)],
          [sellerName, agreed(departure.sellerAgreedAt)],
          ...(departure.settledAt
            ? [
                [
                  state === 'WITHDRAWN' ? 'Withdrawn' : 'Left',
                  <DateText key="settled" at={departure.settledAt} />,
                ] as const,
              ]
            : []),
          ...(departure.settledBecause ? [['Because', departure.settledBecause] as const] : []),
        ]}
        aside={[
          ...(deletion ? [<DeletionReport key="report" deletion={deletion} />] : []),
          ...(archives[0] ? [<DataOfTenant key="data" archive={archives[0]} />] : []),
          ...(state !== 'WITHDRAWN' && !deletion ? [<LeaveSteps key="steps" departure={departure} />] : []),
        ]}
      />
      {asked === 'withdraw' && <WithdrawDeparture departureId={id} onClose={() => ask(undefined)} />}
      {asked === 'delete' && <DeleteTenant departure={departure} onClose={() => ask(undefined)} />}
    </>
  );
}

const LEFT: ReadonlySet<string> = new Set(['LEFT', 'CLOSED', 'DELETED']);

function Problem({ children }: { children: ReactNode }) {
  return (
    <Alert color="red" mb="md" icon={<IconAlertTriangle />}>
      {children}
    </Alert>
  );
}
