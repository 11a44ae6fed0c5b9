import { id } from '@steward/shared';
import { z } from 'zod';
import { memberOf } from '../../../kernel/actor.ts';
import { input, oneOf } from '../../../kernel/input.ts';
import { conflict, invalid, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { lockMembership } from '../identity/index.ts';
import { assertThere } from './assert-there.ts';
import { ReachMode } from './reach.ts';

const ids = () => z.array(id()).max(500, 'May name at most 500.').default([]);

/**
 * Says which resellers, with their companies, a member of staff reaches: all; only these and those of these groups, without
 * some; or all but these. It holds from their next request. Whoever is confined themselves confines nobody, and nobody changes
 * their own reach. [T6] [S25]
 */
export const setReach = verb({
  name: 'setReach',
  permission: 'REACH_WRITE',
  input: input('SetReachInput', {
    membershipId: id(),
    reach: oneOf(ReachMode),
    resellerIds: ids(),
    tenantGroupIds: ids(),
    exceptResellerIds: ids(),
  }),
  async run(scope, { membershipId, reach, resellerIds, tenantGroupIds, exceptResellerIds }) {
    const [confined] = await scope.sql(
      `select where coalesce(current_setting('steward.reach', true), '') <> ''`,
    );
    if (confined)
      throw new Problem(
        'FORBIDDEN',
        'You reach some resellers only: staff who reach all of them have to do this.',
      );
    const membership = await lockMembership(scope, membershipId);
    if (membership.level !== 'PLATFORM')
      throw conflict(
        'Only what staff reach can be narrowed: others reach their own organisation.',
        'membershipId',
      );
    if (membershipId === memberOf(scope.actor).membershipId)
      throw conflict('You cannot change what you reach yourself: ask a colleague.', 'membershipId');
    if (reach === 'ALL' && [resellerIds, tenantGroupIds, exceptResellerIds].some(({ length }) => length))
      throw invalid('resellerIds', 'Must be empty: all resellers are reached.');
    if (reach !== 'ALL' && !resellerIds.length && !tenantGroupIds.length)
      throw invalid('resellerIds', 'Must name at least one reseller or group.');
    if (reach === 'EXCEPT' && exceptResellerIds.length)
      throw invalid('exceptResellerIds', 'Must be empty: say in resellerIds which are not reached.');
    if (exceptResellerIds.some((each) => resellerIds.includes(each)))
      throw invalid('exceptResellerIds', 'Names a reseller that is to be reached.');
    await assertThere(scope, 'reseller', [...resellerIds, ...exceptResellerIds]);
    await assertThere(scope, 'tenant_group', tenantGroupIds);
    const before = membership.reach;
    membership.reach = reach;
    const gone = await scope.sql(
      `delete from membership_reach where membership_id = $1 and not coalesce(
         tenant_group_id = any($2) or excluded and reseller_id = any($3) or not excluded and reseller_id = any($4), false)
         returning id`,
      [membershipId, tenantGroupIds, exceptResellerIds, resellerIds],
    );
    const added = await scope.sql(
      `insert into membership_reach (membership_id, tenant_group_id, reseller_id, excluded)
         select $1::uuid, g, null::uuid, false from unnest($2::uuid[]) g
         union select $1, null, r, true from unnest($3::uuid[]) r
         union select $1, null, r, false from unnest($4::uuid[]) r
         on conflict do nothing returning id`,
      [membershipId, tenantGroupIds, exceptResellerIds, resellerIds],
    );
    const { resellerId } = membership;
    const changed = {
      ...(before !== reach && { reach: [before, reach] as const }),
      ...((gone.length || added.length) && { reached: [null, null] as const }),
    };
    const subject = { type: 'Membership', id: membershipId, resellerId, changed };
    return { result: membershipId, subject: Object.keys(changed).length ? subject : null };
  },
});
