import { DomainList } from '../../features/people/directory/DomainList.tsx';
import { CompanyPage, OwnCompanyPage } from '../../features/platform/tenancy/CompanyPage.tsx';
import { InvoiceList } from '../../features/trade/billing/InvoiceList.tsx';
import { SubscriptionList } from '../../features/trade/subscriptions/SubscriptionList.tsx';
import { EndUsers } from './EndUsers.tsx';

const LISTS = {
  endUsers: (companyId: string) => <EndUsers companyId={companyId} />,
  domains: (companyId: string) => <DomainList companyId={companyId} />,
  subscriptions: (companyId: string) => <SubscriptionList companyId={companyId} />,
  invoices: (companyId: string) => <InvoiceList tenant={{ companyId }} />,
};

/** A company with its people, domains, services and invoices. */
export const Company = () => <CompanyPage {...LISTS} />;

/** The same of the company that its own administrator looks after. */
export const OwnCompany = () => <OwnCompanyPage {...LISTS} />;
