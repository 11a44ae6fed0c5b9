import { id, prose } from '@steward/shared';
import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { departureSubject, lockDeparture } from './lock-departure.ts';

/** Takes a departure back until its day, whichever side does; or says no to it. [T7] */
export const withdrawDeparture = verb({
  name: 'withdrawDeparture',
  permission: 'DEPARTURE_WRITE',
  input: input('WithdrawDepartureInput', { id: id(), because: prose(1_000) }),
  async run(scope, { id: departureId, because }) {
    const departure = await lockDeparture(scope, departureId);
    const { state } = departure;
    Object.assign(departure, { state: 'WITHDRAWN', settledAt: scope.now, settledBecause: because });
    return { result: departureId, subject: departureSubject(departure, state) };
  },
});
