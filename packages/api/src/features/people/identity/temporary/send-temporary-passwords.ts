import { newId } from '@steward/shared';
import { memberOf } from '../../../../kernel/actor.ts';
import { type BulkOutcome, bulkIds } from '../../../../kernel/bulk.ts';
import { input } from '../../../../kernel/input.ts';
import { notFound } from '../../../../kernel/problem.ts';
import { verb } from '../../../../kernel/verb.ts';
import { temporaryUntil } from './temporary-password.ts';

interface Held {
  id: string;
  name: string;
  status: string;
  reachable: boolean;
  resellerId: string;
  companyId: string | null;
  endUserId: string | null;
}

/** Why this person is sent none; undefined if nothing stands in the way. */
function refusalOf({ id, status, reachable }: Held, own: string): string | undefined {
  if (id === own) return 'This is your own sign-in: change your password under "Sign-in".';
  if (status !== 'ACTIVE') return 'Only somebody who can sign in is sent a temporary password.';
  if (!reachable) return 'No mobile is recorded for this person: record it first.';
  return undefined;
}

/**
 * Sends each of these people a temporary password, as `sendTemporaryPassword` does one; who cannot be sent one is left out, with the
 * reason. [I4] [S44]
 */
export const sendTemporaryPasswords = verb({
  name: 'sendTemporaryPasswords',
  description: 'To the mobile that is recorded for each; good once and for half an hour.',
  permission: 'MEMBERSHIP_WRITE',
  fresh: true,
  input: input('SendTemporaryPasswordsInput', { membershipIds: bulkIds('membership') }),
  async run(scope, { membershipIds }) {
    const { membershipId: own } = memberOf(scope.actor);
    // Locked, so that they are seen only by who may change them.
    const held = await scope.sql<Held>(
      `select id, first_name || ' ' || last_name as name, status, mobile is not null as reachable,
           reseller_id as "resellerId", company_id as "companyId", end_user_id as "endUserId"
         from membership where id = any($1) order by id for update`,
      [membershipIds],
    );
    if (held.length < membershipIds.length) throw notFound('membership');
    const reasons = new Map(held.map((each) => [each.id, refusalOf(each, own)]));
    const wanted = held.filter(({ id }) => !reasons.get(id));
    const ordered = await scope.sql<{ id: string; refusal: string | null }>(
      'select id, refusal from order_temporary_passwords($1, $2, $3, $4)',
      [wanted.map(({ id }) => id), wanted.map(() => newId()), temporaryUntil(scope.now), scope.now],
    );
    for (const { id, refusal } of ordered) reasons.set(id, refusal ?? undefined);
    const result: BulkOutcome = {
      done: held.filter(({ id }) => !reasons.get(id)).length,
      refused: held.flatMap(({ id, name }) => {
        const reason = reasons.get(id);
        return reason ? { id, name, reason } : [];
      }),
    };
    const subject = held
      .filter(({ id }) => !reasons.get(id))
      .map(({ id, resellerId, companyId, endUserId }) => ({
        type: 'Membership',
        id,
        resellerId,
        companyId,
        endUserId,
      }));
    return { result, subject };
  },
});
