import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { NumberIndex } from './number-index.ts';

/** The installation's secrets: new things are put under the first, what is under any other still opens. */
export type Secrets = readonly [string, ...string[]];

/** Derives an independent key for one purpose from the installation's secret. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `steward ${purpose}`, 32));

/** PKCS#8 of an Ed25519 private key is this prefix and the 32 bytes of its seed (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export interface SigningKeys {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

/** The pair that signs for one purpose; every process derives the same one. */
export function signingPair(secret: string, purpose: string): SigningKeys {
  const der = Buffer.concat([ED25519_PKCS8, deriveKey(secret, purpose)]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** The pair that signs access tokens in a generation of keys, or before the first. */
export const signingKeys = (secret: string, generation?: string): SigningKeys =>
  signingPair(secret, generation ? `access tokens ${generation}` : 'access tokens');

/** Keeps secrets of others in the database so that whoever reads it, without the installation's secret, learns nothing. */
export interface Seals {
  /** Whether it is sealed under the newest of the secrets. */
  isCurrent(sealed: string): boolean;
  /** @param context what the secret belongs to, such as `connector <id>`: a sealed text moved elsewhere does not open. */
  seal(text: string, context: string): string;
  /** Finds telephone numbers that are sealed. */
  readonly numbers: NumberIndex;
  /** Throws if the text was sealed under a key this installation lacks or another context, or was changed. */
  unseal(sealed: string, context: string): string;
}

/** A sealed text is `<key id>.<base64url of nonce, tag and ciphertext>`, so that keys can be told apart. [S55] */
export function sealsOf(secrets: Secrets): Seals {
  const keys = secrets.map((secret) => {
    const key = deriveKey(secret, 'sealed secrets');
    const numbers = deriveKey(secret, 'numbers that are looked up');
    return { key, numbers, id: createHash('sha256').update(key).digest('hex').slice(0, 8) };
  });
  const [current] = keys as [(typeof keys)[0]];
  return {
    numbers: new NumberIndex(keys.map(({ numbers }) => numbers) as [Buffer, ...Buffer[]]),
    isCurrent: (sealed) => sealed.startsWith(`${current.id}.`),
    seal: (text, context) => `${current.id}.${encrypt(current.key, text, context)}`,
    unseal(sealed, context) {
      const [id, content = ''] = sealed.split('.');
      const found = keys.find((key) => key.id === id);
      if (!found)
        throw new Error(
          `A secret was sealed under the key ${id}, but this installation has ${keys.map((key) => key.id).join(' and ')}.`,
        );
      return decrypt(found.key, content, context);
    },
  };
}

const NONCE = 12;
const TAG = 16;

/** AES-256-GCM under a fresh nonce; gives base64url of nonce, tag and ciphertext. */
export function encrypt(key: Buffer, text: string, context: string): string {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
  const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url');
}

/** Throws unless it was encrypted under this key with this context. */
export function decrypt(key: Buffer, content: string, context: string): string {
  const bytes = Buffer.from(content, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE + TAG)), decipher.final()]).toString('utf8');
}
