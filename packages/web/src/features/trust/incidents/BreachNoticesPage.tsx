import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { BreachNoticeList } from './BreachNoticeList.tsx';

/** What controllers were told: a company's own; for sellers those that they passed on or are to [D5]. */
export function BreachNoticesPage() {
  const { level } = useViewer();
  if (level === 'COMPANY')
    return (
      <>
        <PageHeader
          title="Breach notices"
          description="What happened to data that you answer for, and what you told your authority of it."
        />
        <BreachNoticeList id="breach-notices" />
      </>
    );
  return (
    <Siblings of="/incidents" at="/breach-notices">
      <PageHeader
        title="Breach notices"
        description="One for each controller, through its reseller. How long each step took is measured."
      />
      <BreachNoticeList id="breach-notices" />
    </Siblings>
  );
}
