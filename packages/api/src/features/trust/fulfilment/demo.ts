import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { actAs } from '../../people/identity/index.ts';
import { confirmIdentity, openRightsRequest } from '../rights/index.ts';
import { carryOutRightsRequest } from './carry-out-rights-request.ts';

/**
 * At Globex somebody has fetched a copy of their data, somebody's data is restricted, and an erasure waits to be carried out: its page
 * shows what would go and what a law keeps.
 */
async function playFulfilment(demonstration: Demonstration): Promise<void> {
  const [company, user] = await Promise.all(
    ['admin@globex.example', 'user@globex.example'].map((email) => actAs(demonstration, email)),
  );
  if (!company || !user) throw new Error('The demonstration lacks Globex.');
  const people = await company.scopes.run(company.credentials, { requestId: 'demo' }, (scope) =>
    scope.sql<{ id: string }>(
      `select u.id from end_user u where not exists (select from subscription s where s.end_user_id = u.id and s.state <> 'ENDED')
         and not exists (select from membership m where m.end_user_id = u.id) order by u.id limit 2`,
    ),
  );
  const copy = await perform(user, openRightsRequest, {
    kind: 'COPY',
    facts: 'My own data, please, to take to another provider.',
  });
  await perform(company, carryOutRightsRequest, { id: copy });
  const [restricted, erased] = people;
  const enter = async (kind: string, endUserId: string, facts: string) => {
    const request = await perform(company, openRightsRequest, { kind, endUserId, channel: 'EMAIL', facts });
    await perform(company, confirmIdentity, { id: request, method: 'KNOWN' });
    return request;
  };
  if (restricted)
    await perform(company, carryOutRightsRequest, {
      id: await enter(
        'RESTRICT',
        restricted.id,
        'Please leave my entry as it is until we have cleared up whether it is right.',
      ),
    });
  if (erased) await enter('ERASE', erased.id, 'I have left. Please erase what you have of me.');
}

export const demo: DemoPart = { present: playFulfilment };
