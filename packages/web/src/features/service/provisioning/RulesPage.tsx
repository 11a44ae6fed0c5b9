import { PageHeader } from '../../../ui/PageHeader.tsx';
import { TaskRules } from './TaskRules.tsx';

/** How provisioning is gone about: for staff [P2]. */
export function RulesPage() {
  return (
    <>
      <PageHeader
        title="Rules"
        crumbs={[{ label: 'Provisioning', link: { to: '/provisioning' } }]}
        description="Who does the tasks of each product by hand, by when they are due, and what has to be ticked off."
      />
      <TaskRules />
    </>
  );
}
