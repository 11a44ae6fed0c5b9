import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const Base64 = z.base64();
const Batch = (given: 'plaintext' | 'ciphertext') =>
  z.strictObject({
    batch_input: z
      .array(
        z.strictObject({
          [given]: given === 'plaintext' ? Base64 : z.string().min(1),
          associated_data: Base64,
        }),
      )
      .min(1),
  });

export interface TransitServer {
  /** As `STEWARD_KMS` has it. */
  address: string;
  /** How many requests of each path were answered. */
  asked: Map<string, number>;
  /** What becomes of requests from now on. */
  mood: 'well' | 'sealed' | 'silent' | 'garbled';
  /** Makes a newer version of its key, which wraps from now on; what the others wrapped still opens. */
  rotate(): void;
  close(): Promise<void>;
}

/**
 * The transit engine of OpenBao as far as it is asked for, on a port of this machine: paths, token, batches and refusals are
 * as `builtin/logical/transit` has them, and whatever else it is given it refuses.
 */
export async function startTransitServer(
  mount = 'transit',
  key = 'steward',
  token = 'hvs.CAESI-a_token',
): Promise<TransitServer> {
  const versions = [randomBytes(32)];
  const encrypt = (plaintext: string, associated: string): string => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', versions.at(-1) as Buffer, nonce).setAAD(
      Buffer.from(associated, 'base64'),
    );
    const bytes = [nonce, cipher.update(Buffer.from(plaintext, 'base64')), cipher.final()];
    return `vault:v${versions.length}:${Buffer.concat([...bytes, cipher.getAuthTag()]).toString('base64')}`;
  };
  const decrypt = (ciphertext: string, associated: string): string => {
    const [, version, content = ''] = /^vault:v(\d+):(.+)$/.exec(ciphertext) ?? [];
    const bytes = Buffer.from(content, 'base64');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      versions[Number(version) - 1] as Buffer,
      bytes.subarray(0, 12),
    )
      .setAAD(Buffer.from(associated, 'base64'))
      .setAuthTag(bytes.subarray(-16));
    return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]).toString('base64');
  };
  const refuse = (status: number, ...errors: string[]) => ({ status, body: { errors } });

  const answerTo = (request: IncomingMessage, body: string): { status: number; body: object | string } => {
    if (transit.mood === 'sealed') return refuse(503, 'Vault is sealed');
    if (transit.mood === 'garbled') return { status: 200, body: '<html>Welcome</html>' };
    if (request.headers['x-vault-request'] !== 'true') return refuse(412, 'missing X-Vault-Request');
    if (request.headers['x-vault-token'] !== token)
      return refuse(403, '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n');
    if (request.method !== 'POST' && request.method !== 'PUT') return refuse(405, 'unsupported operation');
    if (request.url === '/v1/auth/token/renew-self') return { status: 200, body: { auth: {} } };
    const [, verb] = new RegExp(`^/v1/${mount}/(encrypt|decrypt)/${key}$`).exec(request.url as string) ?? [];
    if (!verb) return refuse(403, 'permission denied');
    const given = verb === 'encrypt' ? 'plaintext' : 'ciphertext';
    const parsed = Batch(given).safeParse(JSON.parse(body));
    if (!parsed.success) return refuse(400, `failed to parse batch input: ${parsed.error.message}`);
    const results = parsed.data.batch_input.map((item) => {
      const { [given]: text = '', associated_data: associated = '' } = item as Record<string, string>;
      try {
        return verb === 'encrypt'
          ? { ciphertext: encrypt(text, associated), key_version: versions.length, reference: '' }
          : { plaintext: decrypt(text, associated), reference: '' };
      } catch {
        return { error: 'cipher: message authentication failed', reference: '' };
      }
    });
    const failed = results.some((result) => 'error' in result);
    return { status: failed ? 400 : 200, body: { data: { batch_results: results } } };
  };

  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (transit.mood === 'silent') return;
    const { status, body } = answerTo(request, Buffer.concat(chunks).toString());
    const path = request.url as string;
    if (status === 200) transit.asked.set(path, (transit.asked.get(path) ?? 0) + 1);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const transit: TransitServer = {
    address: `http://${token}@127.0.0.1:${port}/${mount}/${key}`,
    asked: new Map(),
    mood: 'well',
    rotate: () => versions.push(randomBytes(32)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return transit;
}
