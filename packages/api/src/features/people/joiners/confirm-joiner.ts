import { optional } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict, Problem } from '../../../kernel/problem.ts';
import { verb } from '../../../kernel/verb.ts';
import { place } from '../../trade/orders/index.ts';
import { inviteAt, lockEndUser } from '../directory/index.ts';
import { join, joinerRules } from './join.ts';
import { problemsOf } from './plan-joiner.ts';

/**
 * Enters somebody in the directory, orders what they begin with, all of it by one order, and invites them if their template says so: as
 * a whole or not at all. CONFLICT if it comes to something else than `monthlyMinor`, which was shown. [U5] [C4]
 */
export const confirmJoiner = verb({
  name: 'confirmJoiner',
  description: 'Enters somebody and orders what they begin with by one order; rules of approval hold for it.',
  permission: 'END_USER_WRITE',
  input: input('ConfirmJoinerInput', {
    ...joinerRules(),
    monthlyMinor: optional(z.number().int().min(0).max(1_000_000_000)),
  }),
  async run(scope, { monthlyMinor, ...given }, services) {
    const joined = await join(scope, given, services);
    const { endUserId, company, lines, money, startsOn, subject } = joined;
    const problems = problemsOf(joined, given);
    if (problems.length)
      throw new Problem('INVALID_INPUT', problems.map(({ message }) => message).join(' '), problems);
    if (monthlyMinor !== null && monthlyMinor !== (money?.retail.monthlyMinor ?? 0))
      throw conflict('What it comes to has changed since it was shown: look at it again.', 'monthlyMinor');
    if (joined.invites && given.email)
      await inviteAt(scope, await lockEndUser(scope, endUserId), given.email, services.publicUrl);
    const order = lines.length
      ? await place(
          scope,
          { companyId: company.id, lines, startsOn, note: null, withoutHeld: null },
          'JOINER',
        )
      : null;
    return { result: endUserId, subject: [subject, ...(order?.subject ? [order.subject] : [])] };
  },
});
