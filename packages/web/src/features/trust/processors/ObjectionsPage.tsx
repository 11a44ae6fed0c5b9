import { useViewer } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { ObjectionList } from './ObjectionList.tsx';

/** What controllers have against changes of sub-processors, and what was answered [D1]. */
export function ObjectionsPage() {
  const own = useViewer().level === 'COMPANY';
  return (
    <>
      <PageHeader
        title="Objections"
        description={
          own
            ? 'What your company has against announced changes, and what was answered.'
            : 'What controllers have against announced changes. Whoever announced the change answers; it does not come into force before.'
        }
      />
      <Siblings of="/processing" at="/sub-processor-objections">
        <ObjectionList />
      </Siblings>
    </>
  );
}
