import { Alert, Button, Group, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { currencyName } from '@steward/shared';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { date } from '../../../lib/format.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { EditPriceList } from './EditPriceList.tsx';
import { ImportPriceList } from './ImportPriceList.tsx';
import { PriceGrid } from './PriceGrid.tsx';
import { PublishPriceList } from './PublishPriceList.tsx';
import { audience, daysText, KINDS, standingState, standingText } from './price-words.ts';

const ListDocument = graphql(`
  query PriceListPage($id: ID!) {
    priceList(id: $id) {
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
        tenantGroup {
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
        validUntil
        belowCostReason
      }
    }
  }
`);
export type PriceList = NonNullable<ResultOf<typeof ListDocument>['priceList']>;
export type Version = PriceList['versions'][number];

const DraftDocument = graphql(`
  mutation DraftPriceList($input: DraftPriceListInput!) {
    draftPriceList(input: $input) {
      id
    }
  }
`);

const DiscardDocument = graphql(`
  mutation DiscardPriceListDraft($input: DiscardPriceListDraftInput!) {
    discardPriceListDraft(input: $input) {
      id
    }
  }
`);

/** One list: its versions, and what the chosen one says of every product [C2]. */
export function PriceListPage() {
  const { priceListId = '' } = useParams({ strict: false });
  const read = useRead(ListDocument, { id: priceListId }, { types: ['PriceList'] });
  return (
    <Loaded from={read} whole>
      {({ priceList }) => priceList && <ListWithVersions list={priceList} />}
    </Loaded>
  );
}

function ListWithVersions({ list }: { list: PriceList }) {
  const can = useCan();
  const navigate = useNavigate();
  const { version: asked }: { version?: unknown } = useSearch({ strict: false });
  const [editing, setEditing] = useState(false);
  const [publishing, setPublishing] = useState(false);
  const [importing, setImporting] = useState(false);
  // Replaced on its first day: it never held.
  const versions = list.versions.filter(({ validFrom, validUntil }) => validFrom !== validUntil);
  const draft = versions.find(({ standing }) => standing === 'DRAFT');
  const version =
    versions.find(({ id }) => id === asked) ??
    draft ??
    versions.find(({ standing }) => standing === 'IN_FORCE') ??
    versions[0];
  const show = (id: string | undefined) => void navigate({ to: '.', search: { version: id }, replace: true });
  const begin = useSend(DraftDocument, 'PriceList');
  const discard = useSend(DiscardDocument, 'PriceList');
  const starting = useDeed(
    async () => {
      await begin({ input: { priceListId: list.id } });
      show(undefined);
    },
    ({ message }) => notifications.show({ color: 'red', title: 'No draft was begun', message }),
  );
  const writes = can('PRICE_LIST_WRITE');
  return (
    <>
      <PageHeader
        title={list.name}
        badge={
          version && (
            <StateBadge state={standingState(version.standing)} label={standingText(version.standing)} />
          )
        }
        description={`${KINDS[list.kind]} in ${currencyName(list.currency)} · ${audience(list)}`}
        crumbs={[{ label: 'Price lists', link: { to: '/price-lists' } }]}
        actions={
          writes && (
            <Group gap="xs">
              <Button
                variant="default"
                leftSection={<IconPencil size={16} />}
                onClick={() => setEditing(true)}
              >
                Edit
              </Button>
              {(!draft || draft.number === 1) && (
                <Button variant="default" onClick={() => setImporting(true)}>
                  Import
                </Button>
              )}
              {!draft && (
                <Button loading={starting.busy} onClick={() => void starting.run()}>
                  Begin a new version
                </Button>
              )}
              {draft && version?.id === draft.id && (
                <>
                  <ConfirmButton
                    title={`Discard version ${draft.number}?`}
                    consequence="Its prices are gone for good; nothing was ever sold at them."
                    confirmLabel="Discard draft"
                    destructive
                    onConfirm={async () => {
                      await discard({ input: { versionId: draft.id } });
                      show(undefined);
                    }}
                  >
                    Discard draft
                  </ConfirmButton>
                  <Button onClick={() => setPublishing(true)}>Publish</Button>
                </>
              )}
            </Group>
          )
        }
      />
      {version && (
        <>
          <Group align="flex-end" mb="md" gap="md">
            <Select
              label="Version"
              w={{ base: '100%', sm: 400 }}
              allowDeselect={false}
              value={version.id}
              data={versions.map((one) => ({ value: one.id, label: versionLabel(one) }))}
              onChange={(id) => show(id ?? undefined)}
            />
          </Group>
          {version.belowCostReason && (
            <Alert color="yellow" mb="md" title="Some of it is sold below cost">
              {version.belowCostReason}
            </Alert>
          )}
          <PriceGrid
            key={version.id}
            versionId={version.id}
            editable={writes && version.standing === 'DRAFT'}
          />
        </>
      )}
      {editing && <EditPriceList list={list} onClose={() => setEditing(false)} />}
      {importing && <ImportPriceList list={list} onClose={() => setImporting(false)} />}
      {publishing && draft && (
        <PublishPriceList list={list} draft={draft} onClose={() => setPublishing(false)} />
      )}
    </>
  );
}

const versionLabel = ({ number, standing, validFrom, validUntil }: Version): string => {
  if (standing === 'DRAFT') return `${number} · Draft`;
  const days =
    standing === 'IN_FORCE' && validUntil === null
      ? `since ${date(validFrom)}`
      : daysText(validFrom, validUntil);
  return `${number} · ${standingText(standing)}, ${days}`;
};
