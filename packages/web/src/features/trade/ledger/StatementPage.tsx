import { useViewer } from '../../../data/viewer.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { CustomerStatement } from './CustomerStatement.tsx';

/** One's own account with whoever supplies one [B7]. */
export function StatementPage() {
  const { company, reseller } = useViewer();
  const customerId = company?.id ?? reseller?.id;
  return (
    <>
      <PageHeader
        title="Statement"
        description={
          company
            ? 'What was invoiced to your company, what was paid, and what is still to be paid.'
            : 'What the platform invoiced to you, what you paid, and what it took by card for you, which counts against it.'
        }
      />
      {customerId && <CustomerStatement customerId={customerId} company={Boolean(company)} />}
    </>
  );
}
