import { Text } from '@mantine/core';
import { changesInWords, reasonInWords, rightsInWords } from '@steward/shared';
import { IconCheck, IconEye, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { DecideAccess, type Decision } from './DecideAccess.tsx';
import { decisionTone, decisionWords } from './review-words.ts';

const LinesDocument = graphql(
  `
  query AccessReviewLines(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AccessReviewLineFilter
    $orderBy: AccessReviewLineOrder
  ) {
    accessReviewLines(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        firstName
        lastName
        email
        subjectLevel
        tenantName
        roleName
        areas
        manages
        reach
        givenByName
        givenReason
        givenAt
        endsAt
        lastSignInAt
        changes
        changedAreas
        proposal
        reason
        state
        decision
        decidedAt
        decidedByName
        note
        failure
        own
      }
      totalCount
      pageInfo {
        ...Paging
      }
    }
  }
`,
  [paging],
);

export type Line = ResultOf<typeof LinesDocument>['accessReviewLines']['nodes'][number];

interface ReviewLinesProps {
  reviewId: string;
  /** Whether the reader decides here. */
  decides: boolean;
}

const DEEDS: readonly { decision: Decision; label: string; icon: typeof IconCheck; colour?: 'red' }[] = [
  { decision: 'KEEP', label: 'Keep', icon: IconCheck },
  { decision: 'REDUCE', label: 'Reduce', icon: IconEye },
  { decision: 'REVOKE', label: 'Revoke', icon: IconUserOff, colour: 'red' },
];

/** Who has access, one line each, to be decided one by one or together. */
export function ReviewLines({ reviewId, decides }: ReviewLinesProps) {
  const [asked, setAsked] = useState<{ decision: Decision; lines: readonly Line[]; clear?: () => void }>();
  const list = useList({
    query: LinesDocument,
    page: ({ accessReviewLines }) => accessReviewLines,
    type: 'AccessReviewLine',
    settings: { sort: 'NAME', filters: ['state', 'proposal', 'decision'] },
    fixed: { accessReviewId: reviewId },
  });
  return (
    <>
      <DataList
        id="access-review-lines"
        fileName="access-review"
        label="Who has access"
        list={list}
        columns={COLUMNS}
        searchHint="Name or e-mail"
        filters={FILTERS}
        {...(decides && {
          bulk: DEEDS.map(({ decision, label, icon: Icon, colour }) => ({
            label,
            icon: <Icon size={16} />,
            ...(colour && { colour }),
            run: (lines: readonly Line[], clear: () => void) => setAsked({ decision, lines, clear }),
          })),
          rowActions: (line: Line) => (
            <RowMenu
              of={`${line.firstName} ${line.lastName}`}
              items={
                line.own || line.state === 'LEFT'
                  ? []
                  : DEEDS.map(({ decision, label, icon: Icon }) => ({
                      label,
                      icon: <Icon size={16} />,
                      run: () => setAsked({ decision, lines: [line] }),
                    }))
              }
            />
          ),
        })}
        empty={<EmptyState icon={<IconUserCheck size={22} />} title="Nobody is reviewed here" />}
      />
      {asked && (
        <DecideAccess
          decision={asked.decision}
          lines={asked.lines}
          onClose={(done) => {
            if (done) asked.clear?.();
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

const FILTERS = [
  {
    key: 'state',
    label: 'Status',
    options: [
      { value: 'OPEN', label: 'Not decided' },
      { value: 'DECIDED', label: 'Decided' },
      { value: 'FAILED', label: 'Not carried out' },
      { value: 'LEFT', label: 'Had gone before' },
    ],
  },
  {
    key: 'proposal',
    label: 'Proposal',
    options: [
      { value: 'KEEP', label: 'Keep' },
      { value: 'REDUCE', label: 'Reduce' },
      { value: 'REVOKE', label: 'Revoke' },
    ],
  },
];

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span>
      {first}
      <Text span display="block" fz="xs" c="dimmed" style={{ whiteSpace: 'normal' }}>
        {second}
      </Text>
    </span>
  );
}

const REACHES: Readonly<Record<string, string>> = {
  ALL: 'All resellers',
  ONLY: 'Some resellers only',
  EXCEPT: 'All resellers but some',
};

const whereOf = ({ subjectLevel, reach, tenantName }: Line): string =>
  subjectLevel === 'PLATFORM' ? (REACHES[reach] ?? reach) : tenantName;

const decidedOf = ({ failure, note, decidedByName, state, decidedAt, own }: Line): string =>
  state === 'OPEN'
    ? own
      ? 'Your own: others decide'
      : ''
    : [failure, note, decidedAt && (decidedByName ? `by ${decidedByName}` : 'nobody decided in time')]
        .filter(Boolean)
        .join(' · ');

const COLUMNS: readonly Column<Line, 'NAME' | 'LAST_SIGN_IN_AT' | 'CHANGES'>[] = [
  {
    key: 'name',
    title: 'Name',
    value: ({ firstName, lastName }) => `${firstName} ${lastName}`,
    sort: 'NAME',
  },
  { key: 'email', title: 'E-mail', value: ({ email }) => email, show: 'chosen' },
  {
    key: 'role',
    title: 'Role and rights',
    value: ({ roleName, areas, manages }) => `${roleName}: ${rightsInWords(areas, manages)}`,
    cell: (line) => (
      <TwoLines
        first={`${line.roleName} · ${whereOf(line)}`}
        second={rightsInWords(line.areas, line.manages)}
      />
    ),
    show: 'always',
  },
  {
    key: 'lastSignIn',
    title: 'Last sign-in',
    value: ({ lastSignInAt }) => lastSignInAt,
    cell: ({ lastSignInAt }) => (lastSignInAt ? <DateText at={lastSignInAt} /> : 'Never'),
    sort: 'LAST_SIGN_IN_AT',
    show: 'always',
  },
  {
    key: 'changes',
    title: 'Changed',
    value: ({ changes, changedAreas }) => changesInWords(changes, changedAreas),
    sort: 'CHANGES',
  },
  {
    key: 'proposal',
    title: 'Proposal',
    value: ({ proposal }) => words(proposal),
    cell: (line) => <TwoLines first={words(line.proposal)} second={reasonInWords(line)} />,
    show: 'always',
  },
  {
    key: 'decision',
    title: 'Decision',
    value: decisionWords,
    cell: (line) => (
      <span>
        <StateBadge state={decisionTone(line)} label={decisionWords(line)} />
        {decidedOf(line) && (
          <Text span display="block" fz="xs" c="dimmed" style={{ whiteSpace: 'normal' }}>
            {decidedOf(line)}
          </Text>
        )}
      </span>
    ),
    show: 'always',
  },
  {
    key: 'given',
    title: 'Given',
    value: ({ givenAt }) => givenAt,
    cell: ({ givenAt }) => <DateText at={givenAt} />,
    show: 'chosen',
  },
  { key: 'givenBy', title: 'Given by', value: ({ givenByName }) => givenByName, show: 'chosen' },
  {
    key: 'endsAt',
    title: 'Ends by itself',
    value: ({ endsAt }) => endsAt,
    cell: ({ endsAt }) => endsAt && <DateText at={endsAt} />,
    show: 'chosen',
  },
];
