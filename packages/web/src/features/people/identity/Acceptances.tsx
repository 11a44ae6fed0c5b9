import { IconFileCheck } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { Section } from '../../../ui/Section.tsx';

const AcceptancesDocument = graphql(
  `
  query AgreementAcceptances(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: AgreementAcceptanceFilter
    $orderBy: AgreementAcceptanceOrder
  ) {
    agreementAcceptances(
      first: $first
      after: $after
      last: $last
      before: $before
      filter: $filter
      orderBy: $orderBy
    ) {
      nodes {
        id
        tenantName
        byName
        roleName
        acceptedAt
        textHash
        agreement {
          id
          version
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
type Acceptance = ResultOf<typeof AcceptancesDocument>['agreementAcceptances']['nodes'][number];

/**
 * Who accepted which version, for whom and in which role: the evidence [D1].
 *
 * @param ofReseller those of resellers, for their own people, or those of companies; left out: all
 */
export function Acceptances({ ofReseller }: { ofReseller?: boolean | undefined }) {
  const list = useList({
    query: AcceptancesDocument,
    page: ({ agreementAcceptances }) => agreementAcceptances,
    type: 'AgreementAcceptance',
    settings: { sort: '-ACCEPTED_AT', filters: [] },
    ...(ofReseller !== undefined && { fixed: { ofReseller } }),
  });
  return (
    <Section title="Accepted by">
      <DataList
        id="agreement-acceptances"
        label="Acceptances"
        list={list}
        columns={COLUMNS}
        empty={
          <EmptyState icon={<IconFileCheck size={22} />} title="Nobody yet">
            Whoever accepts the agreement stands here, with the version, the role and the moment.
          </EmptyState>
        }
      />
    </Section>
  );
}

const COLUMNS: readonly Column<Acceptance, 'ACCEPTED_AT'>[] = [
  { key: 'for', title: 'For', value: ({ tenantName }) => tenantName },
  { key: 'version', title: 'Version', value: ({ agreement }) => agreement.version, show: 'always' },
  { key: 'by', title: 'By', value: ({ byName }) => byName, show: 'always' },
  { key: 'role', title: 'Role', value: ({ roleName }) => roleName },
  {
    key: 'acceptedAt',
    title: 'When',
    value: ({ acceptedAt }) => acceptedAt,
    cell: ({ acceptedAt }) => <DateText at={acceptedAt} />,
    sort: 'ACCEPTED_AT',
    show: 'always',
  },
  { key: 'hash', title: 'SHA-256 of the text', value: ({ textHash }) => textHash, show: 'chosen' },
];
