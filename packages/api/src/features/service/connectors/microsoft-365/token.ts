import { createHash, createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { outboundRequest } from '../../../../kernel/outbound.ts';
import { ConnectorFault } from '../connector-fault.ts';
import type { Line } from '../connector-kind.ts';
import { faultOfStatus, graphFault, OTHER } from './faults.ts';
import type { MicrosoftCredentials, MicrosoftSettings } from './settings.ts';

const MAX_ANSWER_BYTES = 100_000;
/** How long before its end a token is not used any more. */
const MARGIN_MS = 120_000;
const MOST_KEPT = 200;
const ASSERTION_SECONDS = 300;

const answerRule = z.object({
  access_token: z.string().min(1).max(20_000),
  token_type: z.string(),
  expires_in: z.number(),
});
const refusalRule = z.object({ error: z.string(), error_description: z.string().default('') });

/** What Microsoft's codes mean for whoever has to put it right. */
const SAID: Record<string, string> = {
  AADSTS7000215: `The ${OTHER} refused the sign-in: the client secret is wrong.`,
  AADSTS7000222: `The ${OTHER} refused the sign-in: the client secret has expired, staff must enter a new one.`,
  AADSTS700016: `The ${OTHER} has no such application in this directory: the application ID is wrong, or nobody has consented to it.`,
  AADSTS90002: `The ${OTHER} has no such directory: the tenant ID is wrong.`,
  AADSTS700027: `The ${OTHER} refused the sign-in: the certificate is not one of the application.`,
};

/** Until a moment of this process's own clock, which nobody sets. */
const kept = new Map<string, { token: string; until: number }>();

/** Of one directory, application and secret; the secret itself is not kept. */
const nameOf = (
  { tenant, clientId, loginUrl, graphUrl }: MicrosoftSettings,
  credentials: MicrosoftCredentials,
): string =>
  createHash('sha256')
    .update(JSON.stringify([tenant, clientId, loginUrl, graphUrl, credentials]))
    .digest('base64');

/** Has the next conversation sign in anew: the token was refused. */
export const forgetToken = (settings: MicrosoftSettings, credentials: MicrosoftCredentials): void =>
  void kept.delete(nameOf(settings, credentials));

/** An access token for Graph: the one from before for as long as it holds, as Microsoft asks of its callers. */
export async function accessToken(
  settings: MicrosoftSettings,
  credentials: MicrosoftCredentials,
  line: Line,
): Promise<string> {
  const name = nameOf(settings, credentials);
  const known = kept.get(name);
  if (known && known.until > performance.now()) return known.token;
  const { access_token: token, expires_in: seconds } = await requested(settings, credentials, line);
  for (const oldest of kept.keys()) {
    if (kept.size < MOST_KEPT) break;
    kept.delete(oldest);
  }
  kept.set(name, { token, until: performance.now() + seconds * 1_000 - MARGIN_MS });
  return token;
}

async function requested(
  settings: MicrosoftSettings,
  credentials: MicrosoftCredentials,
  { allowPrivate, signal, timeoutMs }: Line,
): Promise<z.infer<typeof answerRule>> {
  const url = `${settings.loginUrl}/${settings.tenant}/oauth2/v2.0/token`;
  try {
    const answer = await outboundRequest({
      url,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: settings.clientId,
        scope: `${settings.graphUrl}/.default`,
        ...(await proof(url, settings, credentials)),
      }).toString(),
      timeoutMs,
      maxResponseBytes: MAX_ANSWER_BYTES,
      allowPrivate,
      signal,
    });
    if (answer.status === 200) return answerRule.parse(JSON.parse(answer.body));
    if (answer.status === 429 || answer.status >= 500) throw faultOfStatus(answer);
    const { error, error_description: detail } = refusalRule.parse(JSON.parse(answer.body));
    const code = /AADSTS\d+/.exec(detail)?.[0] ?? '';
    const reason = SAID[code] ?? `The ${OTHER} refused the sign-in.`;
    throw new ConnectorFault('REFUSED', reason, { detail: `${error}: ${detail}` });
  } catch (error) {
    throw graphFault(error);
  }
}

/** By certificate if there is one: it is the better proof. */
async function proof(
  audience: string,
  { clientId }: MicrosoftSettings,
  { clientSecret, certificate, privateKey }: MicrosoftCredentials,
): Promise<Record<string, string>> {
  if (!certificate) return { client_secret: clientSecret };
  const digest = createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url');
  const assertion = await new SignJWT()
    .setProtectedHeader({ alg: 'PS256', typ: 'JWT', 'x5t#S256': digest })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(audience)
    .setJti(randomUUID())
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime(`${ASSERTION_SECONDS}s`)
    .sign(createPrivateKey(privateKey));
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  };
}
