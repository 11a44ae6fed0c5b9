import { EndUserPage } from '../../features/directory/EndUserPage.tsx';
import { EndUserServices } from '../../features/subscriptions/EndUserServices.tsx';

/** A person of the directory with their services. */
export function EndUser() {
  return <EndUserPage services={(endUser) => <EndUserServices endUser={endUser} />} />;
}
