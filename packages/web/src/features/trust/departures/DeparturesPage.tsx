import { Siblings } from '../../../frame/Siblings.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { DepartureList } from './DepartureList.tsx';

/** Companies and resellers that leave altogether [T7]. */
export function DeparturesPage() {
  return (
    <>
      <PageHeader
        title="Leaving"
        description="Who leaves on a day is given everything that is kept of them, is shut out after thirty days, and is then deleted, table by table."
      />
      <Siblings of="/moves" at="/departures">
        <DepartureList />
      </Siblings>
    </>
  );
}
