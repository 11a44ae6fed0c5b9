import { id, localDate } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { conflict } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { departureSubject, lockDeparture, partyOf } from './lock-departure.ts';

/** Agrees to a departure for whom one speaks; then it waits for its day. [T7] */
export const agreeToDeparture = verb({
  name: 'agreeToDeparture',
  permission: 'DEPARTURE_WRITE',
  input: input('AgreeToDepartureInput', { id: id() }),
  async run(scope, { id: departureId }) {
    const departure = await lockDeparture(scope, departureId);
    const { state, companyId, leavesOn } = departure;
    const agreed = partyOf(scope, companyId) === 'TENANT' ? 'tenantAgreedAt' : 'sellerAgreedAt';
    if (departure[agreed]) throw conflict('You have agreed to it already.', 'id');
    if (leavesOn <= localDate(scope.now))
      throw conflict('Its day has passed: withdraw it, and propose another day.', 'id');
    departure[agreed] = scope.now;
    departure.state = 'AGREED';
    return { result: departureId, subject: departureSubject(departure, state) };
  },
});
