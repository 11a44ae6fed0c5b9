import { id } from '@steward/shared';
import { input } from '../../../kernel/input.ts';
import { notLocked } from '../../../kernel/not-locked.ts';
import { conflict } from '../../../kernel/problem.ts';
import type { Scope } from '../../../kernel/scope.ts';
import { verb } from '../../../kernel/verb.ts';
import { closeInvitations } from './close-invitations.ts';

interface Released {
  endUserId: string;
  resellerId: string;
  companyId: string;
  address: string;
  primary: boolean;
}

/**
 * Takes an alias away from whoever has it; it may then be allocated anew. The primary address stays, and so does the one
 * they sign in with: whoever had it next could ask for a new password. [U1] [S42]
 */
export const releaseEmailAddress = verb({
  name: 'releaseEmailAddress',
  permission: 'END_USER_WRITE',
  input: input('ReleaseEmailAddressInput', { id: id() }),
  async run(scope, { id: addressId }) {
    const [address] = await scope.sql<Released>(
      `select end_user_id as "endUserId", reseller_id as "resellerId", company_id as "companyId", address, "primary"
       from email_address where id = $1 for update`,
      [addressId],
    );
    if (!address) throw await notLocked(scope, 'email_address', addressId, 'e-mail address');
    if (address.primary) throw conflict('This is the primary address: make another one primary first.', 'id');
    const { endUserId, resellerId, companyId } = address;
    await assertNoSignIn(scope, address);
    await scope.sql('delete from email_address where id = $1', [addressId]);
    const subject = {
      type: 'EndUser',
      id: endUserId,
      resellerId,
      companyId,
      endUserId,
      changed: ['addresses'],
    };
    return { result: endUserId, subject };
  },
});

/** CONFLICT if the holder signs in with the address. An invitation that was sent to it stops working. */
async function assertNoSignIn(scope: Scope, { endUserId, address }: Released): Promise<void> {
  const [signIn] = await scope.sql<{ status: string }>(
    'select status from membership where end_user_id = $1 and lower(email) = lower($2)',
    [endUserId, address],
  );
  if (!signIn) return;
  if (signIn.status !== 'INVITED')
    throw conflict(`${address} is the address they sign in with: nobody else can be given it.`, 'id');
  await closeInvitations(scope, [endUserId]);
}
