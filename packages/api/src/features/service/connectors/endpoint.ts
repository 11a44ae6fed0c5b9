import type { Seals } from '../../../kernel/keys.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    /** Seals secrets for the database. */
    seals: Seals;
    /** `host:port` entries that may be called although they are private; only the demonstration and tests have any. */
    outbound: { allow: readonly string[] };
  }
}

/** Where a job is sent, and the secrets that sign it: the current one first. */
export interface Endpoint {
  url: string;
  secrets: readonly string[];
}

/** The columns of a connector that an endpoint is made of. */
export interface SealedEndpoint {
  connectorId: string;
  url: string;
  secret: string;
  previousSecret: string | null;
  previousSecretUntil: Date | null;
}

/** How long the secret before the current one still signs along, so that the receiver can be changed over. [S78] */
export const PREVIOUS_SECRET_MS = 24 * 3_600_000;

/** What a connector's secret is bound to. */
export const sealContext = (connectorId: string): string => `connector ${connectorId}`;

/** Opens the secrets of an endpoint; throws if this installation's key does not fit. */
export function openEndpoint(sealed: SealedEndpoint, seals: Seals, now: Date): Endpoint {
  const context = sealContext(sealed.connectorId);
  const { previousSecret, previousSecretUntil } = sealed;
  const both = previousSecret && previousSecretUntil && previousSecretUntil > now;
  const secrets = [sealed.secret, ...(both ? [previousSecret] : [])];
  return { url: sealed.url, secrets: secrets.map((secret) => seals.unseal(secret, context)) };
}
