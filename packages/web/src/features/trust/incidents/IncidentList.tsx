import { IconAlertOctagon } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { choices, DECISIONS, duration, RISKS, STATES, toneOfRisk, toneOfState } from './words.ts';

const IncidentsDocument = graphql(
  `
  query SecurityIncidents(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SecurityIncidentFilter
    $orderBy: SecurityIncidentOrder
  ) {
    securityIncidents(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        reference
        title
        exercise
        state
        risk
        decision
        awareAt
        noticeCount
        waitingCount
        acknowledgedCount
        deliveredAfterMinutes
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
type Incident = ResultOf<typeof IncidentsDocument>['securityIncidents']['nodes'][number];

/** The register of incidents: those, too, that nobody was told of [D5]. */
export function IncidentList() {
  const may = useCan();
  const list = useList({
    query: IncidentsDocument,
    page: ({ securityIncidents }) => securityIncidents,
    type: 'SecurityIncident',
    settings: { sort: '-AWARE_AT', filters: ['state', 'risk', 'decision', 'exercise'] },
  });
  const action = may('INCIDENT_MANAGE') && (
    <ButtonLink to="/incidents/new" leftSection={<IconAlertOctagon size={16} />}>
      Report incident
    </ButtonLink>
  );
  return (
    <Siblings of="/incidents" at="/incidents">
      <PageHeader
        title="Security incidents"
        description="What happened to people’s data, how it was judged, and who was told. Exercises are measured like the real thing."
        actions={action}
      />
      <DataList
        id="incidents"
        label="Security incidents"
        list={list}
        columns={COLUMNS}
        filters={[
          { key: 'state', label: 'Status', options: choices(STATES) },
          { key: 'risk', label: 'Risk', options: choices(RISKS) },
          { key: 'decision', label: 'Decision', options: choices(DECISIONS) },
          { key: 'exercise', label: 'Kind', options: choices({ true: 'Exercises', false: 'Real' }) },
        ]}
        rowLink={({ id }) => ({ to: '/incidents/$incidentId', params: { incidentId: id } })}
        empty={
          <EmptyState icon={<IconAlertOctagon size={22} />} title="Nothing in the register" action={action}>
            Report what happened as soon as you know of it; you can judge it and add to it afterwards. An
            exercise is a good first entry.
          </EmptyState>
        }
      />
    </Siblings>
  );
}

const COLUMNS: readonly Column<Incident, 'AWARE_AT'>[] = [
  {
    key: 'title',
    title: 'Incident',
    value: ({ title }) => title,
    show: 'always',
  },
  { key: 'kind', title: 'Kind', value: ({ exercise }) => (exercise ? 'Exercise' : 'Real') },
  {
    key: 'state',
    title: 'Status',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => <StateBadge state={toneOfState(state)} label={STATES[state]} />,
    show: 'always',
  },
  {
    key: 'risk',
    title: 'Risk',
    value: ({ risk }) => risk && RISKS[risk],
    cell: ({ risk }) => risk && <StateBadge state={toneOfRisk(risk)} label={RISKS[risk]} />,
  },
  { key: 'decision', title: 'Decision', value: ({ decision }) => decision && DECISIONS[decision] },
  { key: 'notices', title: 'Notices', value: ({ noticeCount }) => noticeCount, align: 'right' },
  {
    key: 'waiting',
    title: 'To pass on',
    value: ({ waitingCount }) => waitingCount,
    align: 'right',
    show: 'chosen',
  },
  {
    key: 'acknowledged',
    title: 'Acknowledged',
    value: ({ acknowledgedCount }) => acknowledgedCount,
    align: 'right',
  },
  {
    key: 'delay',
    title: 'Known to delivered',
    value: ({ deliveredAfterMinutes: after }) => (after === null ? null : duration(after)),
    align: 'right',
  },
  {
    key: 'aware',
    title: 'Known since',
    value: ({ awareAt }) => awareAt,
    cell: ({ awareAt }) => <DateText at={awareAt} />,
    sort: 'AWARE_AT',
    show: 'always',
  },
  { key: 'reference', title: 'Reference', value: ({ reference }) => reference, show: 'chosen' },
  { key: 'whose', title: 'Register of', value: ({ reseller }) => reseller?.name, show: 'chosen' },
];
