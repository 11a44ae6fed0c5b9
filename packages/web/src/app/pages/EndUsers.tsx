import { EndUserList } from '../../features/people/directory/EndUserList.tsx';
import { AddServices } from '../../features/trade/subscriptions/AddServices.tsx';

/** The directory, of one company or all, and what subscriptions add to it: services for the people who are ticked. */
export function EndUsers({ companyId }: { companyId?: string }) {
  return (
    <EndUserList
      companyId={companyId}
      giveServices={(people, onClose) => <AddServices people={people} onClose={onClose} />}
    />
  );
}
