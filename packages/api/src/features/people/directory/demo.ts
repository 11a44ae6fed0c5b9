import type { Demonstration, DemoPart } from '../../../kernel/feature.ts';
import { perform } from '../../../kernel/verb.ts';
import { lastLetter } from '../../desk/notifications/index.ts';
import { acceptInvitation } from '../identity/index.ts';
import { addDomain } from './add-domain.ts';
import { inviteEndUser } from './invite-end-user.ts';

/** Two end users are invited and accept, so that there is somebody to sign in as; one domain waits to be proved. */
async function playDirectory({ setting, inScope, password }: Demonstration): Promise<void> {
  for (const email of ['user@globex.example', 'user@initech.example']) {
    const [user] = await inScope((scope) =>
      scope.sql<{ id: string }>('select id from end_user where email = $1', [email]),
    );
    await perform(setting, inviteEndUser, { endUserId: user?.id });
    const letter = await inScope((scope) => lastLetter(scope, 'invitation', ['to', email]));
    const token = /invitation#([\w-]+)/.exec(letter)?.[1];
    await perform({ ...setting, credentials: { kind: 'anonymous' } }, acceptInvitation, { token, password });
  }
  const [globex] = await inScope((scope) =>
    scope.sql<{ id: string }>(`select id from company where name = 'Globex Ltd'`),
  );
  await perform(setting, addDomain, { companyId: globex?.id, name: 'globex-labs.example' });
}

export const demo: DemoPart = { present: playDirectory };
