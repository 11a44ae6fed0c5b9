import { clearable, phone } from '@steward/shared';
import { memberOf, tenancyOf } from '../../../../kernel/actor.ts';
import { assign } from '../../../../kernel/assign.ts';
import { edit } from '../../../../kernel/input.ts';
import { Problem } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { Membership } from '../membership.entity.ts';
import { guardOwnMobile } from './guard-own-mobile.ts';
import { numbersOf } from './own-numbers.ts';

/**
 * Somebody who looks after others corrects their own numbers, whatever their role lets them change of others; what is left out
 * stays as it is. The mobile is where a temporary password goes: to change it takes a second factor shown just now, and they are
 * told. [T2] [S48]
 */
export const updateOwnNumbers = verb({
  name: 'updateOwnNumbers',
  description:
    'Of administrators and staff, their own. To change the mobile takes a second factor shown just now.',
  permission: 'member',
  input: edit(
    'UpdateOwnNumbersInput',
    {},
    { phone: clearable(phone()), mobile: clearable(phone()), fax: clearable(phone()) },
  ),
  async run(scope, { known, ...given }) {
    const { membershipId, level, ...member } = memberOf(scope.actor);
    if (level === 'END_USER')
      throw new Problem('FORBIDDEN', 'Your numbers stand in the directory: correct them in your profile.');
    await scope.sql('select hold_own_membership()');
    const held = await scope.load(Membership, membershipId);
    // A copy, for the ORM would write it as an administrator's deed, which not everybody may do.
    const own = Object.assign(Object.create(Membership.prototype) as Membership, held);
    const changed = assign(own, given, known);
    if (!changed) return { result: numbersOf(own), subject: null };
    if (changed.mobile) await guardOwnMobile(scope);
    const [sealed] = await scope.sealed(Membership, [own]);
    const written = Object.keys(changed).map((field) => [field, sealed?.[field as keyof Membership] ?? null]);
    await scope.sql('select set_own_numbers($1)', [JSON.stringify(Object.fromEntries(written))]);
    const subject = { type: 'Membership', id: membershipId, ...tenancyOf(member), changed };
    return { result: numbersOf(own), subject };
  },
});
