import { Button } from '@mantine/core';
import { IconGauge, IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { type LimitsOf, SetLimits } from './SetLimits.tsx';

const LimitsDocument = graphql(
  `
  query CallLimits(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: CallLimitFilter
    $orderBy: CallLimitOrder
  ) {
    callLimits(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        own
        forEveryone
        currency
        warnMinor
        barMinor
        createdAt
        ofReader
        company {
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
const RemoveDocument = graphql(`
  mutation RemoveCallLimit($input: RemoveCallLimitsInput!) {
    removeCallLimits(input: $input)
  }
`);
type Limit = ResultOf<typeof LimitsDocument>['callLimits']['nodes'][number];

/** What calls may come to in a day: of all companies, and of some otherwise [B2]. */
export function CallLimitsPage() {
  const can = useCan();
  const [setting, setSetting] = useState<LimitsOf>();
  const remove = useSend(RemoveDocument, 'CallLimit');
  const list = useList({
    query: LimitsDocument,
    page: ({ callLimits }) => callLimits,
    type: 'CallLimit',
    settings: { sort: '-CREATED_AT', filters: ['forEveryone', 'own'] },
  });
  const writes = can('CALL_LIMIT_WRITE');
  const action = writes && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSetting(FOR_EVERYONE)}>
      Limit everyone
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Limits of calls"
        description="What calls may come to in a day before you and the company are warned, and before outgoing calls are barred until midnight. Other limits for one company are set on its page."
        actions={action}
      />
      <Siblings of="/calls" at="/call-limits">
        <DataList
          id="call-limits"
          label="Limits"
          list={list}
          columns={COLUMNS}
          filters={[
            {
              key: 'forEveryone',
              label: 'For',
              options: [
                { value: 'true', label: 'Everyone' },
                { value: 'false', label: 'One company' },
              ],
            },
            {
              key: 'own',
              label: 'Set by',
              options: [
                { value: 'true', label: 'The company' },
                { value: 'false', label: 'Its provider' },
              ],
            },
          ]}
          rowActions={
            writes
              ? (limit: Limit) =>
                  limit.ofReader ? (
                    <RowMenu
                      of={nameOf(limit)}
                      items={[
                        {
                          label: 'Change',
                          icon: <IconPencil size={16} />,
                          run: () => setSetting(limitsOf(limit)),
                        },
                        {
                          label: 'Remove',
                          icon: <IconX size={16} />,
                          ask: {
                            title: `Remove the limits of ${nameOf(limit).toLowerCase() === 'everyone' ? 'everyone' : nameOf(limit)}?`,
                            consequence: limit.forEveryone
                              ? 'Calls of companies without limits of their own are neither warned of nor barred then.'
                              : 'What is set for everyone holds for it then.',
                            confirmLabel: 'Remove these limits',
                            onConfirm: async () => void (await remove({ input: { id: limit.id } })),
                          },
                        },
                      ]}
                    />
                  ) : null
              : undefined
          }
          empty={
            <EmptyState icon={<IconGauge size={22} />} title="No limits" action={action}>
              Calls may come to whatever they come to. A limit warns you and the company, and bars outgoing
              calls before a stolen password costs a fortune.
            </EmptyState>
          }
        />
      </Siblings>
      {setting && <SetLimits of={setting} onClose={() => setSetting(undefined)} />}
    </>
  );
}

const NONE = { ownLimitId: null, ownWarnMinor: null, ownBarMinor: null };
const FOR_EVERYONE: LimitsOf = {
  name: 'Everyone',
  currency: 'GBP',
  limits: { ...NONE, sellerLimitId: null, forEveryone: true, sellerWarnMinor: null, sellerBarMinor: null },
};

const nameOf = ({ forEveryone, company }: Limit): string =>
  forEveryone ? 'Everyone' : (company?.name ?? 'A company');

const limitsOf = (limit: Limit): LimitsOf => ({
  name: nameOf(limit),
  currency: limit.currency,
  ...(limit.company && { companyId: limit.company.id }),
  limits: {
    ...NONE,
    sellerLimitId: limit.id,
    forEveryone: limit.forEveryone,
    sellerWarnMinor: limit.warnMinor,
    sellerBarMinor: limit.barMinor,
  },
});

const COLUMNS: readonly Column<Limit, 'CREATED_AT'>[] = [
  {
    key: 'for',
    title: 'For',
    value: nameOf,
    cell: (limit) =>
      limit.company ? (
        <TextLink to="/companies/$companyId" params={{ companyId: limit.company.id }}>
          {limit.company.name}
        </TextLink>
      ) : (
        nameOf(limit)
      ),
  },
  { key: 'by', title: 'Set by', value: ({ own }) => (own ? 'The company itself' : 'Its provider') },
  {
    key: 'warn',
    title: 'Warned from',
    value: ({ warnMinor }) => warnMinor && warnMinor / 100,
    cell: ({ warnMinor, currency }) => <Money minor={warnMinor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'bar',
    title: 'Barred from',
    value: ({ barMinor }) => barMinor && barMinor / 100,
    cell: ({ barMinor, currency }) => <Money minor={barMinor} currency={currency} />,
    align: 'right',
    show: 'always',
  },
  {
    key: 'createdAt',
    title: 'First set',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <DateText at={createdAt} as="day" />,
    sort: 'CREATED_AT',
  },
];
