// The pattern of a detail page: one query for what the header and the facts show; each tab asks for its own list when it is
// opened. The key makes a new page of it when the id changes.
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatVatNumber } from '@steward/shared';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { useCards, useTabs } from '../../../frame/slots.tsx';
import { ApiError } from '../../../lib/errors.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { words } from '../../../lib/words.ts';
import { AddressText } from '../../../ui/AddressText.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { EditCompany } from './EditCompany.tsx';
import { SuspendCompany } from './SuspendCompany.tsx';
import { SuspendedAlert } from './SuspendTenant.tsx';
import { TenantHead } from './TenantHead.tsx';

const CompanyDocument = graphql(`
  query Company($id: ID!) {
    company(id: $id) {
      id
      name
      customerCode
      status
      phone
      vatNumber
      vatTreatment
      business
      currency
      createdAt
      agreementVersion
      agreementAcceptedAt
      agreementAcceptedByName
      agreementDue
      endUserCount
      subscriptionCount
      address {
        line1
        line2
        city
        county
        postcode
        country
      }
      reseller {
        id
        name
        status
      }
    }
  }
`);

/** One company, by the id in the address bar. */
export function CompanyPage() {
  const { companyId = '' } = useParams({ strict: false });
  return <Company key={companyId} id={companyId} />;
}

/** The company that its own administrator looks after. */
export function OwnCompanyPage() {
  const { company } = useViewer();
  if (!company) return <ErrorState error={new ApiError('NOT_FOUND', 'You belong to no company.')} whole />;
  return <Company id={company.id} />;
}

function Company({ id }: { id: string }) {
  const read = useRead(CompanyDocument, { id });
  const { level } = useViewer();
  const can = useCan();
  const tabs = useTabs('company');
  const cards = useCards('company');
  const [editing, edit] = useDisclosure();
  return (
    <Loaded from={read} whole>
      {({ company }) => {
        if (!company) return null;
        const suspended = [company.reseller, company].find(({ status }) => status === 'SUSPENDED');
        const facts: Fact[] = [
          ['Customer code', <CopyText key="code" text={company.customerCode} label="customer code" />],
          ['Address', <AddressText key="address" address={company.address} />],
          ['Phone', company.phone && formatPhone(company.phone)],
          ['VAT number', company.vatNumber && formatVatNumber(company.vatNumber)],
          ['VAT', words(company.vatTreatment)],
          ['Billed in', words(company.currency)],
          ['Buys as', !company.business && 'A consumer'],
          [
            'Reseller',
            level === 'PLATFORM' ? (
              <TextLink
                key="reseller"
                to="/resellers/$resellerId"
                params={{ resellerId: company.reseller.id }}
                inherit
              >
                {company.reseller.name}
              </TextLink>
            ) : (
              company.reseller.name
            ),
          ],
          ['Customer since', <DateText key="since" at={company.createdAt} as="day" />],
          [
            'Processing agreement',
            <Stack key="agreement" gap={0}>
              {company.agreementAcceptedAt ? (
                <span>
                  Version {company.agreementVersion}, accepted <DateText at={company.agreementAcceptedAt} />
                  {company.agreementAcceptedByName && ` by ${company.agreementAcceptedByName}`}
                </span>
              ) : (
                <span>
                  Version {company.agreementVersion} is not accepted yet: its first administrator does so with
                  the invitation
                </span>
              )}
              {company.agreementAcceptedAt && company.agreementDue && (
                <Text fz="sm" c="dimmed">
                  A newer version has not been accepted yet
                </Text>
              )}
            </Stack>,
          ],
        ];
        return (
          <>
            <DetailPage
              header={{
                title: company.name,
                badge: <StateBadge state={company.status} />,
                crumbs: level === 'COMPANY' ? [] : [{ label: 'Companies', link: { to: '/companies' } }],
                actions: can('COMPANY_WRITE') && (
                  <>
                    {level !== 'COMPANY' && <SuspendCompany company={company} />}
                    <Button variant="default" leftSection={<IconPencil size={16} />} onClick={edit.open}>
                      Edit
                    </Button>
                  </>
                ),
              }}
              alert={suspended && level !== 'COMPANY' && <SuspendedAlert name={suspended.name} />}
              head={<TenantHead slot="company" of={company} />}
              facts={facts}
              factsTitle="Company details"
              aside={cards(company)}
              tabs={tabs(company)}
            />
            <EditCompany company={company} opened={editing} onClose={edit.close} />
          </>
        );
      }}
    </Loaded>
  );
}
