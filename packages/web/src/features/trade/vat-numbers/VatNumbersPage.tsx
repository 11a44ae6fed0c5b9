import { formatVatNumber } from '@steward/shared';
import { IconId, IconRefresh } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useCompanyOptions } from '../../../data/use-company-options.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { options, words } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column, FilterField } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useCheck } from './use-check.ts';

const ChecksDocument = graphql(
  `
  query VatNumberChecks(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: VatNumberCheckFilter
    $orderBy: VatNumberCheckOrder
  ) {
    vatNumberChecks(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        number
        register
        answer
        problem
        name
        address
        requesterNumber
        consultationNumber
        askedAt
        askedByName
        customerName
        current
        reliedOn
        company {
          id
        }
        reseller {
          id
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
type Check = ResultOf<typeof ChecksDocument>['vatNumberChecks']['nodes'][number];

/** What HMRC and VIES said of customers' VAT numbers, and when: evidence of what is invoiced without VAT [B5]. */
export function VatNumbersPage() {
  const can = useCan();
  const { level } = useViewer();
  const check = useCheck();
  const list = useList({
    query: ChecksDocument,
    page: ({ vatNumberChecks }) => vatNumberChecks,
    type: 'VatNumberCheck',
    settings: {
      sort: '-ASKED_AT',
      filters: ['current', 'answer', 'register', 'inDoubt', 'companyId', 'resellerId'],
      initial: { current: true },
    },
  });
  const { companyId } = list.state.filters;
  const companies = useCompanyOptions(true, companyId === undefined ? undefined : String(companyId));
  return (
    <>
      <PageHeader
        title="VAT numbers"
        description="What HMRC and VIES say of customers’ numbers. New ones are asked about within minutes, and every 90 days where VAT is left out because of them."
      />
      <Siblings of="/ledger" at="/ledger/vat-numbers">
        <DataList
          id="vat-numbers"
          label="VAT numbers"
          list={list}
          columns={COLUMNS}
          filters={[
            ...FILTERS,
            { key: 'companyId', label: 'Company', options: companies.options, onSearch: companies.onSearch },
          ]}
          rowActions={
            can('VAT_NUMBER_CHECK')
              ? ({ company, reseller, customerName, current, register }) => {
                  const customer = company
                    ? { companyId: company.id }
                    : level === 'PLATFORM' && reseller && { resellerId: reseller.id };
                  return (
                    <RowMenu
                      of={customerName ?? ''}
                      items={[
                        customer && current
                          ? {
                              label: `Ask ${register} again`,
                              icon: <IconRefresh size={14} />,
                              run: () => void check.run(customer),
                            }
                          : {
                              label: `Ask ${register} again`,
                              held: current
                                ? 'Staff of the platform ask about resellers.'
                                : 'There is a later answer, or another number.',
                            },
                      ]}
                    />
                  );
                }
              : undefined
          }
          empty={
            <EmptyState icon={<IconId size={22} />} title="No answers yet">
              Once the operator has set up HMRC or VIES, customers’ VAT numbers are asked about by themselves.
            </EmptyState>
          }
        />
      </Siblings>
    </>
  );
}

const FILTERS: readonly FilterField[] = [
  { key: 'current', label: 'Latest', options: [{ value: 'true', label: 'Latest answers' }] },
  {
    key: 'answer',
    label: 'Answer',
    options: options(['REGISTERED', 'NOT_REGISTERED', 'NOT_ANSWERED']),
  },
  {
    key: 'inDoubt',
    label: 'To look at',
    options: [{ value: 'true', label: 'No VAT, and not registered' }],
  },
  {
    key: 'register',
    label: 'Register',
    options: [
      { value: 'HMRC', label: 'HMRC' },
      { value: 'VIES', label: 'VIES' },
    ],
  },
];

const COLUMNS: readonly Column<Check, 'ASKED_AT'>[] = [
  { key: 'customer', title: 'Customer', value: ({ customerName }) => customerName, show: 'always' },
  { key: 'number', title: 'VAT number', value: ({ number }) => formatVatNumber(number), show: 'always' },
  {
    key: 'answer',
    title: 'Answer',
    value: ({ answer }) => words(answer),
    cell: ({ answer }) => <StateBadge state={answer} />,
    show: 'always',
  },
  {
    key: 'reliedOn',
    title: 'No VAT because of it',
    value: ({ reliedOn }) => (reliedOn ? 'Yes' : ''),
    cell: ({ reliedOn }) => (reliedOn ? 'Yes' : ''),
  },
  { key: 'name', title: 'Registered to', value: ({ name, problem }) => name ?? problem, show: 'always' },
  {
    key: 'address',
    title: 'Address there',
    value: ({ address }) => address?.replaceAll('\n', ', ') ?? null,
    show: 'chosen',
  },
  {
    key: 'askedAt',
    title: 'Asked',
    value: ({ askedAt }) => askedAt,
    cell: ({ askedAt }) => <DateText at={askedAt} />,
    sort: 'ASKED_AT',
    show: 'always',
  },
  { key: 'register', title: 'Register', value: ({ register }) => register },
  { key: 'by', title: 'Asked by', value: ({ askedByName }) => askedByName, show: 'chosen' },
  {
    key: 'requester',
    title: 'Asked with',
    value: ({ requesterNumber }) => requesterNumber && formatVatNumber(requesterNumber),
    show: 'chosen',
  },
  { key: 'proof', title: 'Proof', value: ({ consultationNumber }) => consultationNumber },
];
