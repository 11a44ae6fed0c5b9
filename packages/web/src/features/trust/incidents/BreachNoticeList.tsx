import { IconSend, IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { plural } from '../../../lib/format.ts';
import { BulkDialogue } from '../../../ui/BulkDialogue.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AuthorityClock } from './AuthorityClock.tsx';
import { choices, classesText, NOTICE_STATES, RISKS, toneOfRisk } from './words.ts';

const NoticesDocument = graphql(
  `
  query BreachNotices(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: BreachNoticeFilter
    $orderBy: BreachNoticeOrder
  ) {
    breachNotices(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        title
        exercise
        state
        risk
        controllerName
        endUserCount
        administratorCount
        dataClasses
        sentAt
        passesOnAt
        passedOnAt
        deliveredAt
        undeliveredAt
        authorityDueAt
        authorityNotedAt
        authorityNotifiedAt
        reseller {
          id
          name
        }
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
type Notice = ResultOf<typeof NoticesDocument>['breachNotices']['nodes'][number];

export const PassOnDocument = graphql(`
  mutation PassOnBreachNotices($input: PassOnBreachNoticesInput!) {
    passOnBreachNotices(input: $input) {
      done
      refused {
        id
        name
        reason
      }
    }
  }
`);

interface BreachNoticeListProps {
  /** Names the list, as `DataList` says. */
  id: string;
  /** What it is always narrowed to. */
  fixed?: { incidentId: string };
}

/** Notices with how far each has come, and each controller's clock [D5] [S86]. */
export function BreachNoticeList({ id, fixed }: BreachNoticeListProps) {
  const { level } = useViewer();
  const may = useCan();
  const passOn = useSend(PassOnDocument, 'BreachNotice');
  const [chosen, setChosen] = useState<{ rows: readonly Notice[]; clear: () => void }>();
  const list = useList({
    query: NoticesDocument,
    page: ({ breachNotices }) => breachNotices,
    type: 'BreachNotice',
    settings: { sort: '-SENT_AT', filters: ['state', 'clockRuns', 'exercise'] },
    ...(fixed && { fixed }),
  });
  const company = level === 'COMPANY';
  return (
    <>
      <DataList
        id={id}
        label="Breach notices"
        list={list}
        columns={COLUMNS.filter(({ key }) =>
          company ? !OF_SELLERS.includes(key) : !(fixed && key === 'title'),
        )}
        filters={[
          { key: 'state', label: 'Status', options: choices(NOTICE_STATES) },
          {
            key: 'clockRuns',
            label: 'Authority',
            options: choices({ true: 'To be told', false: 'Noted, or not delivered' }),
          },
          { key: 'exercise', label: 'Kind', options: choices({ true: 'Exercises', false: 'Real' }) },
        ]}
        rowLink={(notice) => ({ to: '/breach-notices/$noticeId', params: { noticeId: notice.id } })}
        {...(!company &&
          may('INCIDENT_MANAGE') && {
            bulk: [
              {
                label: 'Pass on',
                icon: <IconSend size={16} />,
                run: (rows: readonly Notice[], clear: () => void) => setChosen({ rows, clear }),
              },
            ],
          })}
        empty={
          <EmptyState icon={<IconShieldCheck size={22} />} title="No breach notices">
            {company
              ? 'Should something happen to data that you answer for, you are told here and by mail.'
              : 'Notices are sent from an incident, to the controllers whose data it touched.'}
          </EmptyState>
        }
      />
      {chosen && (
        <BulkDialogue
          count={chosen.rows.length}
          title={`Pass on ${plural(chosen.rows.length, 'notice')}?`}
          consequence="Their administrators are told at once, here and by mail. Each controller’s 72 hours begin with delivery. It cannot be taken back."
          confirmLabel="Pass on"
          onConfirm={async () =>
            (await passOn({ input: { noticeIds: chosen.rows.map((notice) => notice.id) } }))
              .passOnBreachNotices
          }
          done={(count) => `${plural(count, 'notice is', 'notices are')} passed on.`}
          onClose={(done) => {
            if (done) chosen.clear();
            setChosen(undefined);
          }}
        />
      )}
    </>
  );
}

/** What a company need not be told of its own notices. */
const OF_SELLERS: readonly string[] = ['controller', 'through', 'passedOn'];

const COLUMNS: readonly Column<Notice, 'SENT_AT'>[] = [
  {
    key: 'title',
    title: 'Incident',
    value: ({ title, exercise }) => `${exercise ? 'Exercise: ' : ''}${title.replace(/^Exercise: /, '')}`,
    show: 'always',
  },
  { key: 'controller', title: 'Controller', value: ({ controllerName }) => controllerName, show: 'always' },
  { key: 'through', title: 'Through', value: ({ reseller }) => reseller?.name },
  {
    key: 'state',
    title: 'Status',
    value: ({ state, undeliveredAt }) => (undeliveredAt ? 'Not delivered' : NOTICE_STATES[state]),
    cell: ({ state, undeliveredAt }) =>
      undeliveredAt ? (
        <StateBadge state="FAILED" label="Not delivered" />
      ) : (
        <StateBadge state={state} label={NOTICE_STATES[state]} />
      ),
    show: 'always',
  },
  {
    key: 'clock',
    title: 'Authority, 72 hours',
    value: ({ authorityDueAt }) => authorityDueAt,
    cell: (notice) => <AuthorityClock {...notice} />,
    show: 'always',
  },
  {
    key: 'risk',
    title: 'Risk',
    value: ({ risk }) => RISKS[risk],
    cell: ({ risk }) => <StateBadge state={toneOfRisk(risk)} label={RISKS[risk]} />,
  },
  { key: 'people', title: 'End users', value: ({ endUserCount }) => endUserCount, align: 'right' },
  { key: 'data', title: 'Data', value: ({ dataClasses }) => classesText(dataClasses), show: 'chosen' },
  {
    key: 'sent',
    title: 'Sent',
    value: ({ sentAt }) => sentAt,
    cell: ({ sentAt }) => <DateText at={sentAt} />,
    sort: 'SENT_AT',
  },
  {
    key: 'passedOn',
    title: 'Passed on',
    value: ({ passedOnAt }) => passedOnAt,
    cell: ({ passedOnAt, passesOnAt }) =>
      passedOnAt ? (
        <DateText at={passedOnAt} />
      ) : (
        <>
          by itself <DateText at={passesOnAt} />
        </>
      ),
    show: 'chosen',
  },
  {
    key: 'delivered',
    title: 'Delivered',
    value: ({ deliveredAt }) => deliveredAt,
    cell: ({ deliveredAt }) => <DateText at={deliveredAt} />,
    show: 'chosen',
  },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, show: 'chosen' },
];
