import { EndUsersPage } from '../../features/directory/EndUsersPage.tsx';
import { AddServices } from '../../features/subscriptions/AddServices.tsx';

/** The directory, and what subscriptions add to it: services for the people who are ticked. */
export function EndUsers() {
  return (
    <EndUsersPage giveServices={(people, onClose) => <AddServices people={people} onClose={onClose} />} />
  );
}
