import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { Passkeys } from '../../src/features/people/identity/factors/passkeys.ts';

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const url = (bytes: Buffer): string => bytes.toString('base64url');

/** For tests: an authenticator that keeps one passkey of this address and is always unlocked; it answers as a browser would. */
export function softPasskey({ id, origin }: Passkeys) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const credentialId = randomBytes(32);
  const client = (type: string, asked: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge: JSON.parse(asked).challenge, origin, crossOrigin: false }));
  /** Who is asked, that somebody was there and unlocked it, and that it does not count. */
  const data = (flags: number): Buffer => Buffer.concat([sha256(id), Buffer.from([flags, 0, 0, 0, 0])]);
  const answer = (response: object): string =>
    JSON.stringify({
      id: url(credentialId),
      rawId: url(credentialId),
      type: 'public-key',
      clientExtensionResults: {},
      response,
    });
  return {
    /** To what `startPasskeyEnrolment` gave. */
    enrol(asked: string): string {
      // CBOR: the key as COSE has it, and what attests nothing about it.
      const key = [
        'a501020326200121',
        '5820',
        Buffer.from(x, 'base64url'),
        '22',
        '5820',
        Buffer.from(y, 'base64url'),
      ];
      const attested = Buffer.concat([
        data(0x45),
        Buffer.alloc(16),
        Buffer.from([0, credentialId.length]),
        credentialId,
        ...key.map((part) => (typeof part === 'string' ? Buffer.from(part, 'hex') : part)),
      ]);
      const words = (text: string): Buffer =>
        Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)]);
      const attestation = Buffer.concat([
        Buffer.from([0xa3]),
        words('fmt'),
        words('none'),
        words('attStmt'),
        Buffer.from([0xa0]),
        words('authData'),
        Buffer.from([0x58, attested.length]),
        attested,
      ]);
      return answer({
        clientDataJSON: url(client('webauthn.create', asked)),
        attestationObject: url(attestation),
        transports: ['internal'],
      });
    },
    /** To what `startPasskeySignIn` or `startPasskeyProof` gave. */
    show(asked: string): string {
      const said = client('webauthn.get', asked);
      const about = data(0x05);
      const signature = sign('sha256', Buffer.concat([about, sha256(said)]), privateKey);
      return answer({ clientDataJSON: url(said), authenticatorData: url(about), signature: url(signature) });
    },
  };
}
