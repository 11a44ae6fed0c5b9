import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** Codes of the half minute before and after are taken, too: clocks of telephones are a little off. */
const WINDOW = 1;

const totpOf = (secret: string, about: { issuer?: string; label?: string } = {}): TOTP =>
  new TOTP({ ...about, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_S });

/** A new secret of 160 bits, in base32 as authenticator apps take it. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

/** What the QR code says: the secret, and what the app is to call it. */
export const totpUri = (secret: string, issuer: string, email: string): string =>
  // A colon would end the name of who issued it.
  totpOf(secret, { issuer: issuer.replaceAll(':', ' '), label: email }).toString();

/** A code as apps show it and people type it, without its gap; undefined if it is none. */
export const totpCodeIn = (text: string): string | undefined =>
  /^\d{6}$/.exec(text.replaceAll(/[\s-]/g, ''))?.[0];

/** The half minute since 1970 whose code this is, counted from 0; null if it is of none that is near enough. [S39] */
export function totpStepOf(secret: string, code: string, at: Date): number | null {
  const delta = totpOf(secret).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / (PERIOD_S * 1000)) + delta;
}
