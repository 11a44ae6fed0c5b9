import { Button, Group, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { currencyName } from '@steward/shared';
import { IconPencil } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { count } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { EditTariff } from './EditTariff.tsx';
import { ImportTariff } from './ImportTariff.tsx';
import { PriceACall } from './PriceACall.tsx';
import { PublishTariff } from './PublishTariff.tsx';
import { TariffCustomers } from './TariffCustomers.tsx';
import { TariffWeek } from './TariffWeek.tsx';
import { audience, daysText, KINDS, standingOf } from './tariff-words.ts';
import { ZoneList } from './ZoneList.tsx';

const TariffDocument = graphql(`
  query TariffPage($id: ID!) {
    tariff(id: $id) {
      id
      name
      kind
      currency
      everyone
      customers {
        id
        validFrom
        validUntil
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
        validUntil
        zoneCount
        prefixCount
        bands {
          id
          name
          times {
            fromMinute
            untilMinute
          }
        }
        bundles {
          id
          name
          minutes
          zones
        }
      }
    }
  }
`);
export type Tariff = NonNullable<ResultOf<typeof TariffDocument>['tariff']>;
export type Version = Tariff['versions'][number];

const WithdrawDocument = graphql(`
  mutation WithdrawTariffVersion($input: WithdrawTariffVersionInput!) {
    withdrawTariffVersion(input: $input) {
      id
    }
  }
`);

const DiscardDocument = graphql(`
  mutation DiscardTariffDraft($input: DiscardTariffDraftInput!) {
    discardTariffDraft(input: $input) {
      id
    }
  }
`);

/** One tariff: its versions, and what the chosen one says of every zone [B2]. */
export function TariffPage() {
  const { tariffId = '' } = useParams({ strict: false });
  const read = useRead(TariffDocument, { id: tariffId }, { types: ['Tariff', 'TariffCustomer'] });
  return (
    <Loaded from={read} whole>
      {({ tariff }) => tariff && <TariffWithVersions tariff={tariff} />}
    </Loaded>
  );
}

function TariffWithVersions({ tariff }: { tariff: Tariff }) {
  const can = useCan();
  const navigate = useNavigate();
  const { version: asked }: { version?: unknown } = useSearch({ strict: false });
  const [open, setOpen] = useState<'edit' | 'import' | 'publish' | 'price'>();
  const close = () => setOpen(undefined);
  const { versions } = tariff;
  const draft = versions.find(({ standing }) => standing === 'DRAFT');
  const version =
    versions.find(({ id }) => id === asked) ??
    draft ??
    versions.find(({ standing }) => standing === 'IN_FORCE') ??
    versions[0];
  const before = version && versionBefore(versions, version);
  const show = (id: string | undefined) => void navigate({ to: '.', search: { version: id }, replace: true });
  const discard = useSend(DiscardDocument, 'Tariff');
  const withdraw = useSend(WithdrawDocument, 'Tariff');
  const writes = can('PRICE_LIST_WRITE');
  return (
    <>
      <PageHeader
        title={tariff.name}
        badge={version && <StateBadge {...standingOf(version.standing)} />}
        description={`${KINDS[tariff.kind]} in ${currencyName(tariff.currency)} · ${audience(tariff)}`}
        crumbs={[{ label: 'Call tariffs', link: { to: '/tariffs' } }]}
        actions={
          <Group gap="xs">
            <Button variant="default" onClick={() => setOpen('price')}>
              Price a call
            </Button>
            {can('CALL_READ') && version && (
              <ButtonLink variant="default" to="/what-if" search={{ version: version.id }}>
                What if
              </ButtonLink>
            )}
            {can('CREDIT_NOTE_WRITE') && (
              <ButtonLink
                variant="default"
                to="/reratings/new"
                search={{ tariff: tariff.id, ...(version && rerated(version)) }}
              >
                Re-rate calls
              </ButtonLink>
            )}
            {writes && (
              <>
                <Button
                  variant="default"
                  leftSection={<IconPencil size={16} />}
                  onClick={() => setOpen('edit')}
                >
                  Edit
                </Button>
                <Button variant={draft ? 'default' : 'filled'} onClick={() => setOpen('import')}>
                  Import
                </Button>
              </>
            )}
            {writes && version && before && (
              <ConfirmButton
                title={`Withdraw version ${version.number}?`}
                consequence={`Version ${before.number} holds on its days instead. Calls that were charged by it stay as they are until you re-rate them.`}
                confirmLabel="Withdraw version"
                destructive
                onConfirm={async () => {
                  await withdraw({ input: { versionId: version.id } });
                  notifications.show({ message: `Version ${version.number} holds on no day any more.` });
                  show(before.id);
                }}
              >
                Withdraw version
              </ConfirmButton>
            )}
            {writes && draft && version?.id === draft.id && (
              <>
                <ConfirmButton
                  title={`Discard version ${draft.number}?`}
                  consequence="Its prices are gone for good; no call was ever charged by them."
                  confirmLabel="Discard draft"
                  destructive
                  onConfirm={async () => {
                    await discard({ input: { versionId: draft.id } });
                    notifications.show({ message: 'The draft is discarded.' });
                    show(undefined);
                  }}
                >
                  Discard draft
                </ConfirmButton>
                <Button onClick={() => setOpen('publish')}>Publish</Button>
              </>
            )}
          </Group>
        }
      />
      <Stack gap="md">
        {version && (
          <>
            <Select
              label="Version"
              description={`${count(version.zoneCount)} zones, ${count(version.prefixCount)} prefixes`}
              w={{ base: '100%', sm: 400 }}
              allowDeselect={false}
              value={version.id}
              data={versions.map((one) => ({ value: one.id, label: versionLabel(one) }))}
              onChange={(id) => show(id ?? undefined)}
            />
            <TariffWeek version={version} />
            <ZoneList
              key={version.id}
              name={`${tariff.name} ${version.number}`}
              versionId={version.id}
              currency={tariff.currency}
            />
          </>
        )}
        <TariffCustomers tariff={tariff} />
      </Stack>
      {open === 'edit' && <EditTariff tariff={tariff} onClose={close} />}
      {open === 'import' && <ImportTariff tariff={tariff} onClose={close} />}
      {open === 'price' && <PriceACall tariff={tariff} onClose={close} />}
      {open === 'publish' && draft && <PublishTariff tariff={tariff} draft={draft} onClose={close} />}
    </>
  );
}

/** The days of a version that has begun. */
const rerated = ({ standing, validFrom }: Version) =>
  standing === 'DRAFT' || validFrom > today() ? {} : { from: validFrom };

/** What takes the place of a version that is withdrawn; undefined if it holds on no day, or is the first that does. */
const versionBefore = (versions: readonly Version[], { standing, validFrom, validUntil }: Version) =>
  standing === 'DRAFT' || validFrom === validUntil
    ? undefined
    : versions.find((one) => one.validUntil === validFrom && one.validFrom < validFrom);

const versionLabel = ({ number, standing, validFrom, validUntil }: Version): string => {
  if (standing === 'DRAFT') return `${number} · Draft`;
  if (validFrom === validUntil) return `${number} · Replaced, was for ${daysText(validFrom, null)}`;
  return `${number} · ${standingOf(standing).label}, ${daysText(validFrom, validUntil)}`;
};
