import { id } from '@steward/shared';
import { input } from '../../kernel/input.ts';
import { conflict, notFound } from '../../kernel/problem.ts';
import { verb } from '../../kernel/verb.ts';

interface Released {
  endUserId: string;
  resellerId: string;
  companyId: string;
  primary: boolean;
}

/** Takes an alias away from whoever has it; it may then be allocated anew. The primary address stays. [U1] */
export const releaseEmailAddress = verb({
  name: 'releaseEmailAddress',
  permission: 'end_user:write',
  input: input('ReleaseEmailAddressInput', { id: id() }),
  async run(scope, { id: addressId }) {
    const [address] = await scope.sql<Released>(
      `select end_user_id as "endUserId", reseller_id as "resellerId", company_id as "companyId", "primary"
       from email_address where id = $1 for update`,
      [addressId],
    );
    if (!address) throw notFound('e-mail address');
    if (address.primary) throw conflict('This is the primary address: make another one primary first.', 'id');
    await scope.sql('delete from email_address where id = $1', [addressId]);
    const { endUserId, resellerId, companyId } = address;
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
