import { Button, Group, Progress, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChecklist, IconPencil, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { amountOf, NEARLY, percentOf, quotaName } from './quota-words.ts';
import { SetQuota } from './SetQuota.tsx';

const QuotasDocument = graphql(
  `
  query Quotas(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: QuotaFilter
    $orderBy: QuotaOrder
  ) {
    quotas(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        category
        most
        mostMinor
        currency
        used
        product {
          id
          name
        }
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
export type Quota = ResultOf<typeof QuotasDocument>['quotas']['nodes'][number];

const RemoveQuotaDocument = graphql(`
  mutation RemoveQuota($input: RemoveQuotaInput!) {
    removeQuota(input: $input)
  }
`);

/** Whom a quota is for. */
export type HeldTo = { companyId: string } | { resellerId: string };

const SAYS: Record<string, string> = {
  PLATFORM: 'What resellers and your direct customers may have at most. Set one on their page, under Quotas.',
  RESELLER:
    'What the platform holds you to, and what you hold your companies to. Set one on a company’s page, under Quotas.',
  COMPANY: 'How much your company may have. Whoever sells you the services can raise it.',
};

/** How much may be had, with how much is: of one company or reseller in a tab of its page, or all that one sees [C4]. */
export function QuotaList({ of }: { of?: HeldTo }) {
  const can = useCan();
  const { level } = useViewer();
  const [setting, setSetting] = useState<Quota | 'new'>();
  const remove = useSend(RemoveQuotaDocument, 'Quota');
  const list = useList({
    query: QuotasDocument,
    page: ({ quotas }) => quotas,
    type: 'Quota',
    settings: { sort: '-CREATED_AT', filters: of ? [] : ['nearlyUsed'] },
    ...(of && { fixed: { ...of, ofCompany: 'companyId' in of } }),
  });
  const writes = can('QUOTA_WRITE');
  const action = of && writes && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSetting('new')}>
      Set a quota
    </Button>
  );
  const theirs = ({ company }: Quota) => level === 'PLATFORM' || company !== null;
  const columns = COLUMNS.filter(({ key }) => key !== 'for' || (!of && level !== 'COMPANY'));
  const shown = (
    <>
      <ListHeader title="Quotas" description={SAYS[level]} actions={action} tab={of !== undefined} />
      <DataList
        id={of ? 'quotas-of' : 'quotas'}
        label="Quotas"
        list={list}
        columns={columns}
        filters={of ? [] : [{ key: 'nearlyUsed', label: 'Used', options: NEARLY_OPTIONS }]}
        rowActions={
          writes
            ? (quota: Quota) =>
                theirs(quota) ? (
                  <RowMenu
                    of={quotaName(quota)}
                    items={[
                      { label: 'Change', icon: <IconPencil size={16} />, run: () => setSetting(quota) },
                      {
                        label: 'Remove',
                        icon: <IconX size={16} />,
                        ask: {
                          title: `Remove the quota of ${quotaName(quota)}?`,
                          consequence: 'There may be as much of it then as anybody orders.',
                          confirmLabel: 'Remove this quota',
                          onConfirm: async () => {
                            await remove({ input: { id: quota.id } });
                            notifications.show({ message: `${quotaName(quota)} has no quota any more.` });
                          },
                        },
                      },
                    ]}
                  />
                ) : null
            : undefined
        }
        empty={
          <EmptyState icon={<IconChecklist size={22} />} title="No quotas" action={action}>
            There may be as much as anybody orders. A quota says how much of a product, of a category or in
            money a month there may be at most; nothing can be ordered above it.
          </EmptyState>
        }
      />
      {setting && (
        <SetQuota
          heldTo={of ?? heldToBy(setting)}
          quota={setting === 'new' ? undefined : setting}
          onClose={() => setSetting(undefined)}
        />
      )}
    </>
  );
  if (of) return shown;
  return (
    <Siblings of="/subscriptions" at="/quotas">
      {shown}
    </Siblings>
  );
}

const NEARLY_OPTIONS = [{ value: 'true', label: 'Nearly used up' }];

const heldToBy = (quota: Quota | 'new'): HeldTo => {
  if (quota === 'new') throw new Error('A new quota is set where it is said whom it is for.');
  return quota.company ? { companyId: quota.company.id } : { resellerId: quota.reseller.id };
};

const COLUMNS: readonly Column<Quota, 'CREATED_AT'>[] = [
  { key: 'name', title: 'Of what', value: quotaName },
  {
    key: 'for',
    title: 'For',
    value: ({ company, reseller }) => company?.name ?? `${reseller.name}, all companies`,
    show: 'always',
  },
  {
    key: 'used',
    title: 'Used',
    value: ({ used }) => used,
    cell: (quota) => <Used quota={quota} />,
    show: 'always',
  },
  {
    key: 'most',
    title: 'At most',
    value: ({ most, mostMinor }) => most ?? mostMinor,
    cell: (quota) => amountOf(quota, quota.most ?? quota.mostMinor ?? 0),
    align: 'right',
    show: 'always',
  },
  {
    key: 'percent',
    title: 'Per cent',
    value: (quota) => (quota.used === null ? null : percentOf(quota, quota.used)),
    cell: (quota) => (quota.used === null ? null : `${percentOf(quota, quota.used)} %`),
    align: 'right',
  },
];

/** How much is taken, as a bar and in words: colour alone says nothing. */
function Used({ quota }: { quota: Quota }) {
  const { used, most, mostMinor } = quota;
  if (used === null) return null;
  const percent = percentOf(quota, used);
  const left = (most ?? mostMinor ?? 0) - used;
  return (
    <Group gap="xs" wrap="nowrap">
      <Progress
        value={Math.min(100, percent)}
        color={percent >= 100 ? 'red' : percent >= NEARLY ? 'yellow' : 'blue'}
        w={120}
        aria-label={`${quotaName(quota)}: ${percent} per cent used`}
      />
      <Text span fz="sm">
        {amountOf(quota, used)}
        {percent >= 100 ? ', none left' : percent >= NEARLY ? `, ${amountOf(quota, left)} left` : ''}
      </Text>
    </Group>
  );
}
