import { email, id } from '@steward/shared';
import { z } from 'zod';
import { input } from '../../../kernel/input.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { canonicalAddress } from './domain-name.ts';
import { allocate } from './email-allocation.ts';
import { lockEndUser } from './lock-end-user.ts';

/**
 * Gives an end user a further address, or makes one their primary address; the former one stays as an alias. The first
 * address someone gets is their primary one. [U1]
 */
export const allocateEmailAddress = verb({
  name: 'allocateEmailAddress',
  permission: 'END_USER_WRITE',
  input: input('AllocateEmailAddressInput', {
    endUserId: id(),
    address: email(),
    primary: z.boolean().nullable().default(false),
  }),
  async run(scope, { endUserId, address: given, primary }) {
    const endUser = await lockEndUser(scope, endUserId);
    const [held] = await scope.sql<{ id: string; address: string; primary: boolean }>(
      `select id, address, "primary" from email_address where end_user_id = $1 and lower(address) = lower($2)`,
      [endUserId, canonicalAddress(given)],
    );
    if (held && (held.primary || !primary)) {
      throw conflict(`${held.address} is this end user's already.`, 'address');
    }
    const becomesPrimary = primary || endUser.email === null;
    const { id: addressId, address } =
      held ?? (await allocate(scope, endUser, given, { primary: false, path: 'address' }));
    if (becomesPrimary) await makePrimary(scope, endUserId, addressId, address);
    const { resellerId, companyId } = endUser;
    const changed = becomesPrimary ? ['addresses', 'email'] : ['addresses'];
    return {
      result: endUserId,
      subject: { type: 'EndUser', id: endUserId, resellerId, companyId, endUserId, changed },
    };
  },
});

async function makePrimary(
  scope: Scope,
  endUserId: string,
  addressId: string,
  address: string,
): Promise<void> {
  // Two statements: at no moment may two addresses be primary.
  await scope.sql('update email_address set "primary" = false where end_user_id = $1 and "primary"', [
    endUserId,
  ]);
  await scope.sql('update email_address set "primary" = true where id = $1', [addressId]);
  await scope.sql('update end_user set email = $2 where id = $1', [endUserId, address]);
}
