import { useViewer } from '../../../data/viewer.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { InvoiceSoFar } from './InvoiceSoFar.tsx';

/** One's own next invoice [B4]. */
export function InvoiceSoFarPage() {
  const { company, reseller } = useViewer();
  const customer = company ? { companyId: company.id } : reseller ? { resellerId: reseller.id } : undefined;
  return (
    <>
      <PageHeader
        title="This month so far"
        crumbs={[{ label: 'Invoices', link: { to: '/invoices' } }]}
        description={
          company
            ? 'What your company will be invoiced for the month, as things stand.'
            : 'What the platform will invoice to you for the month, as things stand.'
        }
      />
      {customer && <InvoiceSoFar customer={customer} />}
    </>
  );
}
