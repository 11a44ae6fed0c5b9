import { type AuthenticationResponseJSON, verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { Scope } from '../../../../kernel/scope.ts';
import { notAccepted, type Passkeys } from './passkeys.ts';

/** A passkey as it is kept. */
export interface KeptPasskey {
  factor_id: string;
  public_key: string;
  counter: string;
}

/** Whether the answer is of this passkey, for this address, unlocked by its owner; gives how often it has been used. [S41] */
export async function checkPasskey(
  kept: KeptPasskey | undefined,
  { answer, challenge }: { answer: AuthenticationResponseJSON; challenge: string },
  passkeys: Passkeys,
): Promise<number> {
  if (!kept) throw notAccepted();
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: answer,
    expectedChallenge: challenge,
    expectedOrigin: passkeys.origin,
    expectedRPID: passkeys.id,
    requireUserVerification: true,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(Buffer.from(kept.public_key, 'base64url')),
      counter: Number(kept.counter),
    },
  }).catch(() => {
    throw notAccepted();
  });
  if (!verified) throw notAccepted();
  return authenticationInfo.newCounter;
}

/** Notes its use; one that goes back is a copy's. */
export async function usePasskey(scope: Scope, { factor_id }: KeptPasskey, counter: number): Promise<void> {
  const [used] = await scope.sql<{ used: boolean }>('select use_passkey($1, $2, $3) as used', [
    factor_id,
    counter,
    scope.now,
  ]);
  if (!used?.used) throw notAccepted();
}
