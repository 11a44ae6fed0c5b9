import { useViewer } from '../../../data/viewer.ts';
import { ButtonLink } from '../../../ui/links.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { AccessLink } from './AccessLink.tsx';
import { AccessRequestList } from './AccessRequestList.tsx';
import { WaitingCorrections } from './WaitingCorrections.tsx';

/** What people ask for: corrections first, then access, and the link by which it is asked for [I6] [U3]. */
export function RequestsPage() {
  const { level, company, reseller } = useViewer();
  return (
    <>
      <PageHeader
        title="Requests"
        description="Who asks for access, and what people ask to have corrected."
        actions={
          <ButtonLink to="/requests/corrections" variant="default">
            All corrections
          </ButtonLink>
        }
      />
      <WaitingCorrections />
      {level === 'COMPANY' && company && <AccessLink of={{ companyId: company.id }} name={company.name} />}
      {level === 'RESELLER' && <AccessLink of={{ resellerId: reseller.id }} name={reseller.name} />}
      <AccessRequestList />
    </>
  );
}

/** The same of one company, on its page. */
export function CompanyRequests({ companyId }: { companyId: string }) {
  return (
    <>
      <WaitingCorrections companyId={companyId} />
      <AccessLink of={{ companyId }} name="the company" />
      <AccessRequestList companyId={companyId} />
    </>
  );
}
