import { Button, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileExport, IconMapPin } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { moneyMicro } from '../../../lib/format.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import { ListHeader } from '../../../ui/list/ListHeader.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { useDeed } from '../../../ui/use-deed.ts';
import { downloadRates } from './download-rates.ts';

const ZonesDocument = graphql(
  `
  query TariffZones(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: TariffZoneFilter
    $orderBy: TariffZoneOrder
  ) {
    tariffZones(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        weight
        prefixes
        bundle {
          id
          name
        }
        rates {
          id
          perMinuteMicro
          accessMicro
          connectionMicro
          minimumSeconds
          firstIncrement
          nextIncrement
          band {
            id
            name
          }
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
export type Zone = ResultOf<typeof ZonesDocument>['tariffZones']['nodes'][number];
type Rate = Zone['rates'][number];

interface ZoneListProps {
  /** Of the file that can be made of it. */
  name: string;
  versionId: string;
  currency: string;
}

/** What calls cost in a version, zone by zone, each band on a line of its own [B2]. */
export function ZoneList({ name, versionId, currency }: ZoneListProps) {
  const list = useList({
    query: ZonesDocument,
    page: ({ tariffZones }) => tariffZones,
    type: 'TariffZone',
    settings: { sort: 'NAME' },
    fixed: { versionId },
  });
  const exporting = useDeed(
    async () => downloadRates(name, await list.fetchAll(() => {}, new AbortController().signal)),
    ({ message }) => notifications.show({ color: 'red', title: 'No file was made', message }),
  );
  return (
    <div>
      <ListHeader
        title="Zones and rates"
        actions={
          <Button
            variant="default"
            size="xs"
            leftSection={<IconFileExport size={14} />}
            loading={exporting.busy}
            onClick={() => void exporting.run()}
          >
            File to change and import
          </Button>
        }
        tab
      />
      <DataList
        id="tariff-zones"
        label="Zones and rates"
        list={list}
        columns={columnsIn(currency)}
        searchHint="Zone"
        empty={
          <EmptyState icon={<IconMapPin size={22} />} title="No zones">
            A file that is imported brings them.
          </EmptyState>
        }
      />
    </div>
  );
}

/** One line per band, in the same order in every column. */
function ByBand({ of, text }: { of: Zone; text: (rate: Rate) => string }) {
  return of.rates.map((rate) => (
    <Text key={rate.id} fz="sm" className="numeric" truncate>
      {text(rate)}
    </Text>
  ));
}

const increments = ({ minimumSeconds, firstIncrement, nextIncrement }: Rate): string =>
  `${minimumSeconds} / ${firstIncrement} / ${nextIncrement} s`;

const columnsIn = (currency: string): readonly Column<Zone, 'NAME'>[] => {
  const inAll = (text: (rate: Rate) => string) => ({
    value: (zone: Zone) => zone.rates.map(text).join('; '),
    cell: (zone: Zone) => <ByBand of={zone} text={text} />,
  });
  return [
    { key: 'name', title: 'Zone', value: ({ name }) => name, sort: 'NAME' },
    { key: 'prefixes', title: 'Prefixes', value: ({ prefixes }) => prefixes },
    { key: 'band', title: 'Band', ...inAll(({ band }) => band.name), show: 'always' },
    {
      key: 'price',
      title: 'A minute',
      ...inAll(({ perMinuteMicro }) => moneyMicro(perMinuteMicro, currency)),
      align: 'right',
      show: 'always',
    },
    {
      key: 'access',
      title: 'Access charge',
      ...inAll(({ accessMicro }) => (accessMicro ? moneyMicro(accessMicro, currency) : '–')),
      align: 'right',
    },
    {
      key: 'connection',
      title: 'Connection',
      ...inAll(({ connectionMicro }) => (connectionMicro ? moneyMicro(connectionMicro, currency) : '–')),
      align: 'right',
    },
    { key: 'increments', title: 'At least / first / then', ...inAll(increments), align: 'right' },
    { key: 'bundle', title: 'Bundle', value: ({ bundle }) => bundle?.name },
    { key: 'weight', title: 'Weight', value: ({ weight }) => weight, align: 'right', show: 'chosen' },
  ];
};
