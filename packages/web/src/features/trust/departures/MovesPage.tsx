import { Siblings } from '../../../frame/Siblings.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { MoveList } from './MoveList.tsx';

/** Companies that go to another reseller [T7]. */
export function MovesPage() {
  return (
    <>
      <PageHeader
        title="Moves"
        description="Companies that go to another reseller on a day: both resellers and the company agree, the platform approves."
      />
      <Siblings of="/moves" at="/moves">
        <MoveList />
      </Siblings>
    </>
  );
}
