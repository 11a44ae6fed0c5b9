import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey, type Secrets } from '../../../kernel/keys.ts';

declare module '../../../kernel/services.ts' {
  interface Services {
    devices: Devices;
  }
}

/** How many accounts a device is known to: those that signed in last. */
const MOST_ACCOUNTS = 5;
/** As long as browsers keep a cookie. */
export const DEVICE_COOKIE_MS = 400 * 24 * 3_600_000;

/**
 * Devices that somebody has signed in with before. A cookie, `<name>.<signature>.<signature>…`, holds a random name and a
 * signature over it for each account; it names nobody, and for any other account it is as good as none.
 */
export class Devices {
  /** That of the newest secret, which signs, first; what one of a former signed is taken, too. [S54] */
  readonly #keys: Buffer[];

  constructor(secrets: Secrets) {
    this.#keys = secrets.map((secret) => deriveKey(secret, 'known devices'));
  }

  /** The name of the device that brings this cookie, if it has signed in with the account before. */
  known(cookie: string | undefined, email: string): string | undefined {
    const [name = '', ...signatures] = cookie?.split('.') ?? [];
    const matches = this.#keys.some((key) => {
      const wanted = Buffer.from(sign(key, name, email));
      return signatures.some((signature) => {
        const given = Buffer.from(signature);
        return given.length === wanted.length && timingSafeEqual(given, wanted);
      });
    });
    return name && matches ? name : undefined;
  }

  /** What the device's cookie is once the account has signed in with it. */
  remember(cookie: string | undefined, email: string): string {
    const [name = '', ...signatures] = cookie?.split('.') ?? [];
    const own = /^[\w-]{22}$/.test(name) ? name : randomBytes(16).toString('base64url');
    const [key] = this.#keys as [Buffer];
    const signature = sign(key, own, email);
    const others = signatures.filter(
      (other) => own === name && other !== signature && /^[\w-]{43}$/.test(other),
    );
    return [own, signature, ...others].slice(0, 1 + MOST_ACCOUNTS).join('.');
  }
}

const sign = (key: Buffer, name: string, email: string): string =>
  createHmac('sha256', key).update(`${name} ${email.trim().toLowerCase()}`).digest('base64url');
