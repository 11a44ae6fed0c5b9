import { Alert, Button, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { useCards } from '../../../frame/slots.tsx';
import { count, plural } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ChangeRows } from './ChangeRows.tsx';
import { ChangeSetBadge } from './ChangeSetBadge.tsx';
import { ConfirmChange } from './ConfirmChange.tsx';
import { Evidence } from './Evidence.tsx';
import { ReverseChange } from './ReverseChange.tsx';
import { Steps } from './Steps.tsx';

const ChangeSetDocument = graphql(`
  query ChangeSet($id: ID!) {
    changeSet(id: $id) {
      id
      fileName
      state
      unknownColumns
      rowCount
      addCount
      changeCount
      sameCount
      errorCount
      serviceCount
      endCount
      monthlyMinor
      endMinor
      emptyCount
      emptying
      currency
      doneCount
      refusedCount
      reversedCount
      keptCount
      failure
      statementVersion
      submittedByName
      statedByName
      statedAt
      approvedByName
      approvedAt
      reversedByName
      reversalAt
      forgottenAt
      createdAt
      company {
        id
        name
        bulkChangeApproval
      }
    }
  }
`);

const DiscardDocument = graphql(`
  mutation DiscardBulkChange($input: DiscardBulkChangeInput!) {
    discardBulkChange(input: $input) {
      id
      state
    }
  }
`);

const ApproveDocument = graphql(`
  mutation ApproveBulkChange($input: ApproveBulkChangeInput!) {
    approveBulkChange(input: $input) {
      id
      state
    }
  }
`);

export type ChangeSet = NonNullable<ResultOf<typeof ChangeSetDocument>['changeSet']>;

/** A file of people: what it would do, until it is confirmed; then how far it is, and what became of each row [U2]. */
export function ChangeSetPage() {
  const { changeSetId = '' } = useParams({ strict: false });
  const read = useRead(ChangeSetDocument, { id: changeSetId }, { types: ['ChangeSet'] });
  return (
    <Loaded from={read} whole>
      {({ changeSet }) => changeSet && <Shown set={changeSet} />}
    </Loaded>
  );
}

function Shown({ set }: { set: ChangeSet }) {
  const { state, fileName, rowCount, company, unknownColumns } = set;
  const { level } = useViewer();
  const cards = useCards('changeSet');
  const over = state === 'DONE' || state === 'REVERSED';
  const left = state !== 'DISCARDED' && !(state === 'DONE' && set.statementVersion === null);
  return (
    <>
      <PageHeader
        title={fileName}
        badge={<ChangeSetBadge of={set} />}
        crumbs={[
          { label: 'End users', link: { to: '/end-users' } },
          {
            label: 'Import',
            link: { to: '/end-users/import', search: level === 'COMPANY' ? {} : { companyId: company.id } },
          },
        ]}
        description={`${plural(rowCount, 'row')} for ${company.name}`}
        actions={<Actions set={set} />}
      />
      {state !== 'DISCARDED' && <Steps active={over ? 4 : state === 'PREVIEW' ? 2 : 3} />}
      <Stack>
        <Standing set={set} />
        {state === 'PREVIEW' && unknownColumns.length > 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle />} title="Columns that are left out">
            {unknownColumns.map((column) => `“${column}”`).join(', ')}
          </Alert>
        )}
        {state === 'PREVIEW' && set.emptyCount + set.endCount > 0 && set.emptying.length > 0 && (
          <Alert color="yellow" icon={<IconAlertTriangle />} title="Blank cells empty what there is">
            In {set.emptying.map((column) => `“${column}”`).join(', ')}. Each row below says what it loses.
          </Alert>
        )}
        {state === 'PREVIEW' && <ConfirmChange set={set} />}
        {left && <ChangeRows set={set} />}
        <Evidence set={set} />
        {cards({ id: set.id, state })}
      </Stack>
    </>
  );
}

/** What can be done with it as it stands. */
function Actions({ set: { id, state, fileName, company, doneCount, forgottenAt } }: { set: ChangeSet }) {
  const can = useCan();
  const { level } = useViewer();
  const navigate = useNavigate();
  const discard = useSend(DiscardDocument);
  const approve = useSend(ApproveDocument);
  const [reversing, setReversing] = useState<boolean>();
  const search = level === 'COMPANY' ? {} : { companyId: company.id };
  if (state === 'PREVIEW' || state === 'WAITING')
    return (
      <>
        <ConfirmButton
          title={state === 'PREVIEW' ? 'Discard this file?' : 'Decline this change?'}
          consequence="What was read from the file is deleted here. Nothing of it has been applied."
          confirmLabel={state === 'PREVIEW' ? 'Discard' : 'Decline'}
          destructive
          onConfirm={async () => {
            await discard({ input: { id } });
            notifications.show({ message: `${fileName} is discarded.` });
            void navigate({ to: '/end-users/import', search });
          }}
        >
          {state === 'PREVIEW' ? 'Discard' : 'Decline'}
        </ConfirmButton>
        {state === 'WAITING' && can('BULK_CHANGE_APPROVE') && (
          <ConfirmButton
            variant="filled"
            title="Approve this change?"
            consequence="It is applied at once. It can be reversed while nothing has been built upon it."
            confirmLabel="Approve"
            onConfirm={() => approve({ input: { id } })}
          >
            Approve
          </ConfirmButton>
        )}
      </>
    );
  return (
    <>
      {state === 'DONE' && !forgottenAt && doneCount > 0 && (
        <>
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} />}
            onClick={() => setReversing(true)}
          >
            Reverse
          </Button>
          <ReverseChange
            of={{ id, fileName, doneCount }}
            opened={reversing === true}
            onClose={() => setReversing(false)}
          />
        </>
      )}
      <ButtonLink to="/end-users/import" search={search} variant="default">
        Import another file
      </ButtonLink>
      {state === 'DONE' && (
        <ButtonLink to="/end-users" search={{ ...search, sort: '-CREATED_AT', size: 100 }}>
          See the people
        </ButtonLink>
      )}
    </>
  );
}

/** How it stands, in a sentence. */
function Standing({ set }: { set: ChangeSet }) {
  const { state, addCount, changeCount, doneCount, refusedCount, reversedCount, keptCount, errorCount } = set;
  switch (state) {
    case 'WAITING':
      return (
        <Alert color="yellow" icon={<IconClock />} title="Nothing has been changed yet">
          Somebody of {set.company.name} who did not submit this file has to approve it.
        </Alert>
      );
    case 'RUNNING':
      return <Running done={doneCount + refusedCount} of={addCount + changeCount} verb="Applying" />;
    case 'REVERSING':
      return <Running done={reversedCount + keptCount} of={doneCount} verb="Reversing" />;
    case 'FAILED':
      return <Stopped set={set} />;
    case 'DONE': {
      const missing = refusedCount + errorCount;
      return (
        <Alert
          color={missing ? 'yellow' : 'green'}
          icon={missing ? <IconAlertTriangle /> : <IconCircleCheck />}
          title={`${plural(doneCount, 'row')} applied${missing ? `, ${count(missing)} not` : ''}`}
        >
          {missing
            ? 'Rows that were not applied say why; the list below can be saved as CSV, corrected and imported again.'
            : 'Everything that the file says is in the directory.'}
        </Alert>
      );
    }
    case 'REVERSED':
      return (
        <Alert
          color={keptCount ? 'yellow' : 'gray'}
          icon={<IconArrowBackUp />}
          title={`${plural(reversedCount, 'row')} taken back${keptCount ? `, ${count(keptCount)} kept` : ''}`}
        >
          {keptCount
            ? 'Rows that were kept say what has been built upon them.'
            : 'The directory is as it was before this file, except where a row says otherwise.'}
        </Alert>
      );
    case 'DISCARDED':
      return (
        <Alert color="gray" title="This file was discarded">
          Nothing from it is in the directory.
        </Alert>
      );
    default:
      return null;
  }
}

function Running({ done, of, verb }: { done: number; of: number; verb: string }) {
  return (
    <Stack gap={6} role="status" maw={720}>
      <Text fz="sm">
        {verb}: {count(done)} of {plural(of, 'row')}. You may leave this page.
      </Text>
      <Progress value={(100 * done) / Math.max(of, 1)} animated aria-label={verb} />
    </Stack>
  );
}

const ResumeDocument = graphql(`
  mutation ResumeBulkChange($input: ConfirmBulkChangeInput!) {
    confirmBulkChange(input: $input) {
      id
      state
    }
  }
`);

function Stopped({ set: { id, failure, statementVersion, doneCount } }: { set: ChangeSet }) {
  const resume = useSend(ResumeDocument);
  return (
    <Alert
      color="red"
      icon={<IconAlertTriangle />}
      title={`It has stopped after ${plural(doneCount, 'row')}`}
    >
      <Stack align="flex-start" gap="xs">
        <Text inherit>{failure ?? 'Something went wrong three times. What was applied before stays.'}</Text>
        <ConfirmButton
          title="Go on with this change?"
          consequence="The rows that are left are seen to; those that were applied stay as they are."
          confirmLabel="Go on"
          onConfirm={() => resume({ input: { id, statement: statementVersion ?? '-' } })}
        >
          Go on
        </ConfirmButton>
      </Stack>
    </Alert>
  );
}
