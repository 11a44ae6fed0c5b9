import { createPublicKey, randomBytes, X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { jwtVerify } from 'jose';
import { Answer, problem } from './graph-answer.ts';
import { APP_CERTIFICATE } from './graph-certificate.ts';

export const TENANT = '6a9b3c52-0d1e-4f27-8d36-51b0c7a8e9f0';
export const CLIENT_ID = 'c0ffee00-1234-4abc-9def-0123456789ab';
export const SECRET = 'Q8~right-horse-right-battery';

/** Microsoft's sign-in for applications, by secret or certificate, and what its tokens open. */
export function graphTokens() {
  const tokens = new Map<string, { audience: string; until: number }>();
  const assertions = new Set<string>();
  const state = { signIns: 0, lifetimeSeconds: 3_599 };

  async function signIn(request: IncomingMessage, body: string): Promise<Answer> {
    state.signIns += 1;
    if (request.headers['content-type'] !== 'application/x-www-form-urlencoded') {
      return new Answer(400, {
        error: 'invalid_request',
        error_description: 'AADSTS900144: The request body must be a form.',
      });
    }
    const given = new URLSearchParams(body);
    const refuse = (error: string, description: string) =>
      new Answer(error === 'invalid_client' ? 401 : 400, { error, error_description: description });
    if (given.get('grant_type') !== 'client_credentials')
      return refuse('unsupported_grant_type', 'AADSTS70003: No such grant.');
    if (given.get('client_id') !== CLIENT_ID) {
      return refuse(
        'unauthorized_client',
        `AADSTS700016: Application with identifier '${given.get('client_id')}' was not found.`,
      );
    }
    const here = `http://${request.headers.host}`;
    if (given.get('scope') !== `${here}/.default`)
      return refuse('invalid_scope', 'AADSTS70011: The scope is not valid.');
    if (given.has('client_assertion')) {
      try {
        const { payload, protectedHeader } = await jwtVerify(
          given.get('client_assertion') ?? '',
          createPublicKey(APP_CERTIFICATE),
          { audience: `${here}${request.url}`, issuer: CLIENT_ID, subject: CLIENT_ID, algorithms: ['PS256'] },
        );
        const print = new X509Certificate(APP_CERTIFICATE).fingerprint256.replaceAll(':', '');
        if (protectedHeader['x5t#S256'] !== Buffer.from(print, 'hex').toString('base64url'))
          throw new Error('thumbprint');
        if (!payload.jti || assertions.has(payload.jti)) throw new Error('jti');
        assertions.add(payload.jti);
      } catch (error) {
        return refuse(
          'invalid_client',
          `AADSTS700027: The certificate is not known: ${(error as Error).message}`,
        );
      }
    } else if (given.get('client_secret') !== SECRET) {
      return refuse('invalid_client', 'AADSTS7000215: Invalid client secret provided.');
    }
    const token = randomBytes(30).toString('base64url');
    tokens.set(token, { audience: here, until: Date.now() + state.lifetimeSeconds * 1_000 });
    return new Answer(200, {
      token_type: 'Bearer',
      expires_in: state.lifetimeSeconds,
      ext_expires_in: 3_599,
      access_token: token,
    });
  }

  return {
    state,
    signIn,
    /** Throws the answer that Graph gives whoever comes without a token that holds. */
    check({ headers }: IncomingMessage): void {
      const token = tokens.get(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '');
      if (!token || token.until < Date.now())
        throw problem(401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
      // Through a proxy of a test the host is the proxy's; a token of another directory has another path altogether.
      if (!token.audience.startsWith('http://127.0.0.1:'))
        throw problem(
          401,
          'InvalidAuthenticationToken',
          'Access token validation failure. Invalid audience.',
        );
    },
    /** Signs everybody out: no token holds any more. */
    expire: () => tokens.clear(),
  };
}
