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

/** Derives an independent key for one purpose from the installation's secret. */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `steward ${purpose}`, 32));

/** PKCS#8 of an Ed25519 private key is this prefix and the 32 bytes of its seed (RFC 8410). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The pair that signs access tokens; every process of an installation derives the same one. */
export function signingKeys(secret: string): { privateKey: KeyObject; publicKey: KeyObject } {
  const der = Buffer.concat([ED25519_PKCS8, deriveKey(secret, 'access tokens')]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: createPublicKey(privateKey) };
}

/** Keeps secrets of others in the database so that whoever reads it, without the installation's secret, learns nothing. */
export interface Seals {
  /** @param context what the secret belongs to, such as `connector <id>`: a sealed text moved elsewhere does not open. */
  seal(text: string, context: string): string;
  /** Throws if the text was sealed under another key or context, or was changed. */
  unseal(sealed: string, context: string): string;
}

/** AES-256-GCM; a sealed text is `<key id>.<base64url of nonce, tag and ciphertext>`, so that keys can be told apart. [S55] */
export function sealsOf(secret: string): Seals {
  const key = deriveKey(secret, 'sealed secrets');
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    seal(text, context) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const ciphertext = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64url')}`;
    },
    unseal(sealed, context) {
      const [id, content = ''] = sealed.split('.');
      if (id !== keyId)
        throw new Error(`A secret was sealed under the key ${id}, but this installation has ${keyId}.`);
      const bytes = Buffer.from(content, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}
