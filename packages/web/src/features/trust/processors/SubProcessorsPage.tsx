import {
  IconBuildingFactory2,
  IconMapPin,
  IconPencil,
  IconPlus,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { paging, useList } from '../../../data/use-list.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { DataList } from '../../../ui/list/DataList.tsx';
import type { Column } from '../../../ui/list/list-model.ts';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AnnounceEnd } from './AnnounceEnd.tsx';
import { AnnounceMove } from './AnnounceMove.tsx';
import { ChangeContact } from './ChangeContact.tsx';
import { countryName, servicesWords, TRANSFERS } from './processor-words.ts';

const SubProcessorsDocument = graphql(
  `
  query SubProcessors(
    $first: Int
    $after: String
    $last: Int
    $before: String
    $filter: SubProcessorFilter
    $orderBy: SubProcessorOrder
  ) {
    subProcessors(first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy) {
      nodes {
        id
        name
        legalEntity
        country
        places
        does
        transfer
        securityContact
        products
        state
        since
        until
        byPlatform
        ofReader
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
type SubProcessor = ResultOf<typeof SubProcessorsDocument>['subProcessors']['nodes'][number];

const STATES: Record<SubProcessor['state'], string> = {
  ANNOUNCED: 'Announced',
  IN_USE: 'Takes part',
  ENDED: 'Gone',
  WITHDRAWN: 'Withdrawn',
};

/** Whoever processes personal data on the operators' behalf, where, and by what data may go there [D1]. */
export function SubProcessorsPage() {
  const writes = useCan()('PROCESSOR_WRITE');
  const navigate = useNavigate();
  const [chosen, choose] = useState<{ to: 'end' | 'move' | 'contact'; row: SubProcessor }>();
  const close = () => choose(undefined);
  const list = useList({
    query: SubProcessorsDocument,
    page: ({ subProcessors }) => subProcessors,
    type: 'SubProcessor',
    settings: { sort: 'NAME', filters: ['state', 'mine'] },
  });
  const announce = (
    <ButtonLink to="/sub-processors/new" leftSection={<IconPlus size={16} />}>
      Announce a sub-processor
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Sub-processors"
        description="Whoever handles personal data on behalf of those who provide your services: what they do, where, and by what data may go there."
        actions={
          writes && (
            <>
              <ButtonLink to="/sub-processors/record" variant="default">
                Record one that takes part
              </ButtonLink>
              {announce}
            </>
          )
        }
      />
      <Siblings of="/processing" at="/sub-processors">
        <DataList
          id="sub-processors"
          label="Sub-processors"
          list={list}
          columns={COLUMNS}
          filters={[
            {
              key: 'state',
              label: 'State',
              options: Object.entries(STATES).map(([value, label]) => ({ value, label })),
            },
            ...(writes
              ? [
                  {
                    key: 'mine',
                    label: 'Register',
                    options: [
                      { value: 'true', label: 'Our own' },
                      { value: 'false', label: 'Of others' },
                    ],
                  },
                ]
              : []),
          ]}
          rowActions={
            writes
              ? (row: SubProcessor) =>
                  row.ofReader && row.state === 'IN_USE' ? (
                    <RowMenu
                      of={row.name}
                      items={[
                        {
                          label: 'Announce a replacement',
                          icon: <IconRefresh size={16} />,
                          run: () =>
                            void navigate({
                              to: '/sub-processors/new',
                              search: { replaces: row.id } as never,
                            }),
                        },
                        {
                          label: 'Announce its end',
                          icon: <IconX size={16} />,
                          run: () => choose({ to: 'end', row }),
                        },
                        {
                          label: 'Announce a move of processing',
                          icon: <IconMapPin size={16} />,
                          run: () => choose({ to: 'move', row }),
                        },
                        {
                          label: 'Change its contact',
                          icon: <IconPencil size={16} />,
                          run: () => choose({ to: 'contact', row }),
                        },
                      ]}
                    />
                  ) : null
              : undefined
          }
          empty={
            <EmptyState
              icon={<IconBuildingFactory2 size={22} />}
              title="No sub-processors"
              action={writes && announce}
            >
              Whoever is engaged to handle personal data stands here, with what they do and where.
            </EmptyState>
          }
        />
      </Siblings>
      {chosen?.to === 'end' && <AnnounceEnd subProcessor={chosen.row} onClose={close} />}
      {chosen?.to === 'move' && <AnnounceMove subProcessor={chosen.row} onClose={close} />}
      {chosen?.to === 'contact' && <ChangeContact subProcessor={chosen.row} onClose={close} />}
    </>
  );
}

const COLUMNS: readonly Column<SubProcessor, 'NAME' | 'SINCE'>[] = [
  { key: 'name', title: 'Name', value: ({ name }) => name, sort: 'NAME' },
  {
    key: 'state',
    title: 'State',
    value: ({ state }) => STATES[state],
    cell: ({ state }) => (
      <StateBadge state={state === 'ANNOUNCED' ? 'ANNOUNCED' : state} label={STATES[state]} />
    ),
    show: 'always',
  },
  { key: 'does', title: 'What it does', value: ({ does }) => does, show: 'always' },
  { key: 'places', title: 'Where', value: ({ places }) => places.join('; '), show: 'always' },
  { key: 'transfer', title: 'Transfer', value: ({ transfer }) => TRANSFERS[transfer] },
  { key: 'services', title: 'Services', value: ({ products }) => servicesWords(products) },
  {
    key: 'since',
    title: 'Since',
    value: ({ since }) => since,
    cell: ({ since }) => <DayText day={since} />,
    sort: 'SINCE',
    show: 'chosen',
  },
  { key: 'entity', title: 'Contract with', value: ({ legalEntity }) => legalEntity, show: 'chosen' },
  { key: 'country', title: 'Country', value: ({ country }) => countryName(country), show: 'chosen' },
  {
    key: 'security',
    title: 'Security contact',
    value: ({ securityContact }) => securityContact,
    show: 'chosen',
  },
  {
    key: 'register',
    title: 'Engaged by',
    value: ({ byPlatform }) => (byPlatform ? 'The platform' : 'The reseller'),
    show: 'chosen',
  },
];
