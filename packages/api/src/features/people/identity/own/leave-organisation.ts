import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { input } from '../../../../kernel/input.ts';
import { Problem } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';

/**
 * Somebody who looks after others gives back the membership in which they act: it lets them in no more, at once and everywhere,
 * until an administrator who stays takes them back. The only owner cannot. [T5] [S47]
 */
export const leaveOrganisation = verb({
  name: 'leaveOrganisation',
  description: 'Gives back the membership in which one acts. The only owner cannot.',
  permission: 'member',
  input: input('LeaveOrganisationInput', {}),
  async run(scope) {
    const { membershipId, level, ...member } = memberOf(scope.actor);
    if (level === 'END_USER')
      throw new Problem(
        'FORBIDDEN',
        'Your company keeps your entry in its directory: ask its administrator.',
      );
    await scope.sql('select leave_own_membership()');
    const changed = { status: ['ACTIVE', 'SUSPENDED'] as [string, string] };
    return { result: true, subject: { type: 'Membership', id: membershipId, ...tenancyOf(member), changed } };
  },
});
