import { Button } from '@mantine/core';
import { IconCalendarDue, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { SetTerms } from './SetTerms.tsx';
import { cycleWords, paymentWords, type TermsFor, useUsualTerms } from './terms-of.ts';

const TermsDocument = graphql(
  `
  query BillingTerms($first: Int, $after: String, $last: Int, $before: String, $orderBy: BillingTermsOrder) {
    billingTerms(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: { issuedByMe: true }) {
      nodes {
        id
        paymentDays
        cycle
        billingDay
        firstMonth
        forEveryone
        createdAt
        company {
          id
          name
        }
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
type Terms = ResultOf<typeof TermsDocument>['billingTerms']['nodes'][number];

/** When customers are invoiced, for which days, and in how many days they pay: everyone, and some otherwise [B4]. */
export function TermsPage() {
  const [setting, setSetting] = useState<TermsFor>();
  const usual = useUsualTerms();
  const list = useList({
    query: TermsDocument,
    page: ({ billingTerms }) => billingTerms,
    type: 'BillingTerms',
    settings: { sort: '-CREATED_AT' },
  });
  const action = usual && (
    <Button
      leftSection={<IconPencil size={16} />}
      onClick={() => setSetting({ name: 'Everyone', customer: undefined, own: usual.own })}
    >
      Change for everyone
    </Button>
  );
  return (
    <Siblings of="/billing-runs" at="/billing-terms">
      <PageHeader
        title="Terms"
        description={
          usual
            ? `${cycleWords(usual)}, to be paid ${paymentWords(usual.paymentDays)}: unless something else is agreed with a customer, on its page.`
            : '…'
        }
        actions={action}
      />
      <DataList
        id="billing-terms"
        label="Terms"
        list={list}
        columns={COLUMNS}
        rowActions={(terms) => (
          <RowMenu
            of={customerName(terms)}
            items={[
              { label: 'Change', icon: <IconPencil size={16} />, run: () => setSetting(termsFor(terms)) },
            ]}
          />
        )}
        empty={
          <EmptyState
            icon={<IconCalendarDue size={22} />}
            title="Everyone is billed as is usual"
            action={action}
          >
            What you agree with everyone, or with a single customer on its page, is listed here.
          </EmptyState>
        }
      />
      {setting && <SetTerms of={setting} onClose={() => setSetting(undefined)} />}
    </Siblings>
  );
}

const customerName = ({ forEveryone, company, reseller }: Terms): string =>
  forEveryone ? 'Everyone' : (company?.name ?? reseller?.name ?? 'A customer who has moved');

const termsFor = (terms: Terms): TermsFor => ({
  name: customerName(terms),
  own: terms,
  customer: terms.forEveryone
    ? undefined
    : terms.company
      ? { companyId: terms.company.id }
      : { resellerId: terms.reseller?.id ?? '' },
});

const COLUMNS: readonly Column<Terms, 'CREATED_AT'>[] = [
  { key: 'for', title: 'For', value: customerName },
  { key: 'cycle', title: 'Invoiced', value: cycleWords, show: 'always' },
  { key: 'days', title: 'Pays', value: ({ paymentDays }) => paymentWords(paymentDays), show: 'always' },
  {
    key: 'at',
    title: 'First agreed',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
