import { EndUserPage } from '../../features/people/directory/EndUserPage.tsx';
import { EndUserServices } from '../../features/trade/subscriptions/EndUserServices.tsx';

/** A person of the directory with their services. */
export function EndUser() {
  return <EndUserPage services={(endUser) => <EndUserServices endUser={endUser} />} />;
}
