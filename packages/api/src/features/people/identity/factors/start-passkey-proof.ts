import { input } from '../../../../kernel/input.ts';
import { verb } from '../../../../kernel/verb.ts';
import { askPasskey } from './ask-passkey.ts';

/** What the browser is to be asked of one's own passkeys, in a session that waits for a second factor or wants it fresh. [I3] */
export const startPasskeyProof = verb({
  name: 'startPasskeyProof',
  description: 'Begins to show a passkey as a second factor: what the browser is to be asked, as JSON.',
  permission: 'unproved',
  input: input('StartPasskeyProofInput', {}),
  async run(scope, _given, { passkeys }) {
    const own = await scope.sql<{ id: string; transports: never[] }>(
      `select credential_id as id, transports from factor where kind = 'PASSKEY' and confirmed_at is not null`,
    );
    return askPasskey(scope, passkeys, own);
  },
});
