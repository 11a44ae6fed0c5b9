// The pattern of a detail page: one query for what the header and the facts show; each tab asks for its own list when it is
// opened. The key makes a new page of it when the id changes.
import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formatVatNumber } from '@steward/shared';
import { IconPencil } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ApiError } from '../../../lib/errors.ts';
import { formatPhone } from '../../../lib/phone.ts';
import { AddressText } from '../../../ui/AddressText.tsx';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage, type DetailTab } from '../../../ui/DetailPage.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AdministratorList } from './AdministratorList.tsx';
import { EditCompany } from './EditCompany.tsx';
import { LatestInvoices } from './LatestInvoices.tsx';
import { SuspendCompany } from './SuspendCompany.tsx';
import { SuspendedAlert } from './SuspendTenant.tsx';

const CompanyDocument = graphql(`
  query Company($id: ID!) {
    company(id: $id) {
      id
      name
      customerCode
      status
      phone
      vatNumber
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

type List = (companyId: string) => ReactNode;

interface CompanyPageProps {
  /** What other features know of a company, as tabs. */
  endUsers: List;
  domains: List;
  subscriptions: List;
  invoices: List;
}

/** One company, by the id in the address bar. */
export function CompanyPage(lists: CompanyPageProps) {
  const { companyId = '' } = useParams({ strict: false });
  return <Company key={companyId} id={companyId} {...lists} />;
}

/** The company that its own administrator looks after. */
export function OwnCompanyPage(lists: CompanyPageProps) {
  const { company } = useViewer();
  if (!company) return <ErrorState error={new ApiError('NOT_FOUND', 'You belong to no company.')} whole />;
  return <Company id={company.id} {...lists} />;
}

function Company({ id, endUsers, domains, subscriptions, invoices }: CompanyPageProps & { id: string }) {
  const read = useRead(CompanyDocument, { id });
  const { level } = useViewer();
  const can = useCan();
  const [editing, edit] = useDisclosure();
  return (
    <Loaded from={read} whole>
      {({ company }) => {
        if (!company) return null;
        const suspended = [company.reseller, company].find(({ status }) => status === 'SUSPENDED');
        const tabs: (DetailTab | false)[] = [
          can('END_USER_READ') && {
            key: 'end-users',
            label: 'End users',
            count: company.endUserCount,
            content: () => endUsers(id),
          },
          can('DOMAIN_READ') && {
            key: 'domains',
            label: 'Domains',
            content: () => domains(id),
          },
          can('SUBSCRIPTION_READ') && {
            key: 'subscriptions',
            label: 'Subscriptions',
            count: company.subscriptionCount,
            content: () => subscriptions(id),
          },
          can('INVOICE_READ') && {
            key: 'invoices',
            label: 'Invoices',
            content: () => invoices(id),
          },
          can('MEMBERSHIP_READ') && {
            key: 'administrators',
            label: 'Administrators',
            content: () => <AdministratorList tenant={{ companyId: id }} />,
          },
        ];
        const facts: Fact[] = [
          ['Customer code', <CopyText key="code" text={company.customerCode} label="customer code" />],
          ['Address', <AddressText key="address" address={company.address} />],
          ['Phone', company.phone && formatPhone(company.phone)],
          ['VAT number', company.vatNumber && formatVatNumber(company.vatNumber)],
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
              facts={facts}
              aside={can('INVOICE_READ') && <LatestInvoices tenant={{ companyId: id }} />}
              tabs={tabs.filter((tab) => tab !== false)}
            />
            <EditCompany company={company} opened={editing} onClose={edit.close} />
          </>
        );
      }}
    </Loaded>
  );
}
