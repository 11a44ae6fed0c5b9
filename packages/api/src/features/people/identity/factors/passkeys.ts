import type { Config } from '../../../../kernel/config.ts';
import { conflict, invalid, type Problem } from '../../../../kernel/problem.ts';
import type { Scope } from '../../../../kernel/scope.ts';
import { hashSecret } from '../tokens.ts';

declare module '../../../../kernel/services.ts' {
  interface Services {
    passkeys: Passkeys;
  }
}

/** Whose passkeys these are: of the address under which people reach the console, and no other. [S41] */
export interface Passkeys {
  id: string;
  origin: string;
}

export const passkeysOf = ({ publicUrl }: Config): Passkeys => ({
  id: new URL(publicUrl).hostname,
  origin: new URL(publicUrl).origin,
});

/** How long a passkey may take to sign. */
const CHALLENGE_MS = 5 * 60_000;

/** Notes what has been given to be signed. */
export async function beginChallenge(scope: Scope, challenge: string): Promise<void> {
  await scope.sql('select begin_passkey_challenge($1, $2, $3)', [
    hashSecret(challenge),
    new Date(scope.now.getTime() + CHALLENGE_MS),
    scope.now,
  ]);
}

/** What a browser's answer says that it signed; the answer itself is not believed yet. */
interface Answer {
  id: string;
  response: { clientDataJSON: string };
}

/** Reads a browser's answer; INVALID_INPUT if it is none. */
export function answerIn<Kind extends Answer>(text: string): { answer: Kind; challenge: string } {
  try {
    const answer = JSON.parse(text) as Kind;
    const said = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString());
    if (typeof said.challenge !== 'string' || typeof answer.id !== 'string') throw notAnswered();
    return { answer, challenge: said.challenge };
  } catch {
    throw notAnswered();
  }
}

const notAnswered = (): Problem =>
  invalid('response', 'Must be the answer of a browser to what it was asked.');

/** Takes what was to be signed, for good; CONFLICT if it was answered before, or too late. [S41] */
export async function takeChallenge(scope: Scope, challenge: string): Promise<void> {
  const [taken] = await scope.sql<{ taken: boolean }>('select take_passkey_challenge($1, $2) as taken', [
    hashSecret(challenge),
    scope.now,
  ]);
  if (!taken?.taken) throw conflict('This was answered already, or too late. Try again.', 'response');
}

/** It is not what it says: another address's, another key's, or without its owner having unlocked it. */
export const notAccepted = (): Problem =>
  invalid('response', 'This passkey is not accepted here: it is of another address, or was not unlocked.');
