import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatVatNumber } from '@steward/shared';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { useCards, useTabs } from '../../../frame/slots.tsx';
import { words } from '../../../lib/words.ts';
import { AddressText } from '../../../ui/AddressText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { BrandPreview } from '../../../ui/form/BrandPreview.tsx';
import { ROUNDING_WORDS } from '../../../ui/form/VatRoundingSelect.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { EditReseller } from './EditReseller.tsx';
import { SuspendReseller } from './SuspendReseller.tsx';
import { SuspendedAlert } from './SuspendTenant.tsx';
import { TenantHead } from './TenantHead.tsx';

const ResellerDocument = graphql(`
  query Reseller($id: ID!) {
    reseller(id: $id) {
      id
      name
      isPlatform
      status
      vatNumber
      vatTreatment
      vatRounding
      currency
      invoicePrefix
      accentColour
      logo
      createdAt
      companyCount
      endUserCount
      bank {
        accountName
        sortCode
        accountNumber
      }
      address {
        line1
        line2
        city
        county
        postcode
        country
      }
    }
  }
`);

/** One reseller, by the id in the address bar [T1]. */
export function ResellerPage() {
  const { resellerId = '' } = useParams({ strict: false });
  return <Reseller key={resellerId} id={resellerId} />;
}

/** What a reseller says of itself, for its own administrators [T8]. */
export function OwnResellerPage() {
  const { reseller } = useViewer();
  return <Reseller id={reseller.id} />;
}

function Reseller({ id }: { id: string }) {
  const read = useRead(ResellerDocument, { id });
  const { level } = useViewer();
  const can = useCan();
  const tabs = useTabs('reseller');
  const cards = useCards('reseller');
  const [editing, edit] = useDisclosure();
  const staff = level === 'PLATFORM';
  return (
    <Loaded from={read} whole>
      {({ reseller }) => {
        if (!reseller) return null;
        const { name, isPlatform, bank } = reseller;
        return (
          <>
            <DetailPage
              header={{
                title: name,
                badge: <StateBadge state={reseller.status} />,
                crumbs: staff ? [{ label: 'Resellers', link: { to: '/resellers' } }] : [],
                description: isPlatform && 'The platform’s own channel: its companies are direct customers.',
                actions: can('RESELLER_WRITE') && (
                  <>
                    {staff && !isPlatform && <SuspendReseller reseller={reseller} />}
                    <Button variant="default" leftSection={<IconPencil size={16} />} onClick={edit.open}>
                      Edit
                    </Button>
                  </>
                ),
              }}
              alert={reseller.status === 'SUSPENDED' && <SuspendedAlert name={name} />}
              head={<TenantHead slot="reseller" of={reseller} />}
              factsTitle={isPlatform ? 'Details' : 'Business details'}
              facts={[
                ['Address', <AddressText key="address" address={reseller.address} />],
                ['VAT number', reseller.vatNumber && formatVatNumber(reseller.vatNumber)],
                ['VAT', words(reseller.vatTreatment)],
                ['Rounding of VAT', ROUNDING_WORDS[reseller.vatRounding]],
                ['Billed in', words(reseller.currency)],
                ['Invoice prefix', reseller.invoicePrefix],
                [
                  'Bank',
                  bank && (
                    <>
                      {bank.accountName}
                      <br />
                      {bank.sortCode} · {bank.accountNumber}
                    </>
                  ),
                ],
                [
                  isPlatform || !staff ? 'Since' : 'Reseller since',
                  <DateText key="since" at={reseller.createdAt} as="day" />,
                ],
              ]}
              aside={[
                ...cards(reseller),
                <Section key="brand" title="Brand">
                  <BrandPreview
                    name={name}
                    accentColour={reseller.accentColour ?? ''}
                    logo={reseller.logo ?? ''}
                  />
                  <Group gap={6} mt="sm">
                    <Text fz="sm" c="dimmed">
                      Accent colour
                    </Text>
                    <Text fz="sm">{reseller.accentColour ?? 'Steward’s own'}</Text>
                  </Group>
                </Section>,
              ]}
              tabs={tabs(reseller)}
            />
            <EditReseller reseller={reseller} opened={editing} onClose={edit.close} />
          </>
        );
      }}
    </Loaded>
  );
}
