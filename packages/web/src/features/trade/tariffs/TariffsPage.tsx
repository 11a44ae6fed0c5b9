import { Button } from '@mantine/core';
import { IconFileImport, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date } from '../../../lib/format.ts';
import { words } from '../../../lib/words.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { ImportTariff } from './ImportTariff.tsx';
import { audience, KINDS, standingOf } from './tariff-words.ts';

const TariffsDocument = graphql(
  `
  query Tariffs(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: TariffFilter
    $orderBy: TariffOrder
  ) {
    tariffs(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        kind
        currency
        everyone
        customers {
          id
          reseller {
            id
            name
          }
          company {
            id
            name
          }
        }
        versions {
          id
          number
          standing
          validFrom
          prefixCount
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
type Tariff = ResultOf<typeof TariffsDocument>['tariffs']['nodes'][number];

const SAYS: Record<string, string> = {
  PLATFORM: 'What calls cost your resellers, and your direct customers.',
  RESELLER: 'What calls cost your companies.',
};

/** The tariffs of whoever sells, with what holds now and what is to come [B2]. */
export function TariffsPage() {
  const { level } = useViewer();
  const can = useCan();
  const [importing, setImporting] = useState(false);
  const list = useList({
    query: TariffsDocument,
    page: ({ tariffs }) => tariffs,
    type: 'Tariff',
    settings: { sort: 'NAME' },
  });
  const action = can('PRICE_LIST_WRITE') && (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => setImporting(true)}>
      Import a tariff
    </Button>
  );
  return (
    <>
      <PageHeader title="Call tariffs" description={SAYS[level]} actions={action} />
      <Siblings of="/price-lists" at="/tariffs">
        <DataList
          id="tariffs"
          label="Call tariffs"
          list={list}
          columns={COLUMNS}
          searchHint="Name"
          rowLink={({ id }) => ({ to: '/tariffs/$tariffId', params: { tariffId: id } })}
          empty={
            <EmptyState icon={<IconPhoneCall size={22} />} title="No call tariffs yet" action={action}>
              A tariff says by prefix what a minute costs. Until one is published, calls are held and charged
              to nobody.
            </EmptyState>
          }
        />
      </Siblings>
      {importing && <ImportTariff onClose={() => setImporting(false)} />}
    </>
  );
}

const standing = ({ versions }: Tariff, which: string) =>
  versions.find((version) => version.standing === which);

const COLUMNS: readonly Column<Tariff, 'NAME'>[] = [
  { key: 'name', title: 'Tariff', value: ({ name }) => name, sort: 'NAME' },
  { key: 'kind', title: 'Kind', value: ({ kind }) => KINDS[kind] },
  { key: 'audience', title: 'For', value: audience, show: 'always' },
  {
    key: 'inForce',
    title: 'In force',
    value: (tariff) => {
      const held = standing(tariff, 'IN_FORCE');
      return held ? `Version ${held.number}` : 'None';
    },
    cell: (tariff) => {
      const held = standing(tariff, 'IN_FORCE');
      return (
        <StateBadge
          {...standingOf(held ? 'IN_FORCE' : 'OVER')}
          label={held ? `Version ${held.number}` : 'None'}
        />
      );
    },
    show: 'always',
  },
  {
    key: 'next',
    title: 'Next',
    value: (tariff) => {
      const next = tariff.versions.findLast((version) => version.standing === 'COMING');
      if (next) return `Version ${next.number} from ${date(next.validFrom)}`;
      return standing(tariff, 'DRAFT') ? 'Draft' : null;
    },
  },
  {
    key: 'prefixes',
    title: 'Prefixes',
    value: (tariff) => (standing(tariff, 'IN_FORCE') ?? tariff.versions[0])?.prefixCount,
    align: 'right',
  },
  { key: 'currency', title: 'Currency', value: ({ currency }) => words(currency) },
];
