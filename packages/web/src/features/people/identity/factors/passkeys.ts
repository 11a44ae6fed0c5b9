import type { SessionActions } from '../../../../data/session.ts';
import { ApiError } from '../../../../lib/errors.ts';

/** Whether this browser knows passkeys, and this address may have some: not over plain http on a network. */
export const knowsPasskeys = (): boolean => 'PublicKeyCredential' in window && window.isSecureContext;

/** What the browser says went wrong, for whoever sits there. */
const refused = (thrown: unknown): ApiError => {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'InvalidStateError')
    return new ApiError('CONFLICT', 'This device has a passkey of yours for Steward already.');
  return new ApiError('CONFLICT', 'No passkey was used. Try again, or use another way.');
};

/** Has a new passkey made on this device, or a key that is plugged in. Throws ApiError. */
export async function makePasskey(
  session: SessionActions,
  name: string,
): Promise<{ accessToken: string; recoveryCodes: string[] }> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const { startPasskeyEnrolment } = await session.ask<{ startPasskeyEnrolment: string }>(
    'mutation StartPasskeyEnrolment { startPasskeyEnrolment }',
  );
  const response = await startRegistration({ optionsJSON: JSON.parse(startPasskeyEnrolment) }).catch(
    (thrown: unknown) => {
      throw refused(thrown);
    },
  );
  const { confirmPasskeyEnrolment } = await session.ask<{
    confirmPasskeyEnrolment: { accessToken: string; recoveryCodes: string[] };
  }>(
    'mutation ConfirmPasskeyEnrolment($input: ConfirmPasskeyEnrolmentInput!) { confirmPasskeyEnrolment(input: $input) { accessToken recoveryCodes } }',
    { input: { response: JSON.stringify(response), name } },
  );
  return confirmPasskeyEnrolment;
}

/** Shows a passkey as a second factor; gives the token since. Throws ApiError. */
export async function showPasskey(session: SessionActions): Promise<string> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const { startPasskeyProof } = await session.ask<{ startPasskeyProof: string }>(
    'mutation StartPasskeyProof { startPasskeyProof }',
  );
  const response = await startAuthentication({ optionsJSON: JSON.parse(startPasskeyProof) }).catch(
    (thrown: unknown) => {
      throw refused(thrown);
    },
  );
  const { verifyPasskey } = await session.ask<{ verifyPasskey: { accessToken: string } }>(
    'mutation VerifyPasskey($response: String!) { verifyPasskey(input: { response: $response }) { accessToken } }',
    { response: JSON.stringify(response) },
  );
  return verifyPasskey.accessToken;
}

/** What a passkey answers to who signs in by it alone. Throws ApiError. */
export async function signingPasskey(asked: string): Promise<string> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const response = await startAuthentication({ optionsJSON: JSON.parse(asked) }).catch((thrown: unknown) => {
    throw refused(thrown);
  });
  return JSON.stringify(response);
}
