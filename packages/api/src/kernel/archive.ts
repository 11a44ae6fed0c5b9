import { createHash, type KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { finished } from 'node:stream/promises';
import { CompactSign, calculateJwkThumbprint, compactVerify, exportJWK, importJWK, type JWK } from 'jose';
import { ZipFile } from 'yazl';
import { type Secrets, signingPair } from './keys.ts';

/**
 * Archives of data that are handed out, of a person or of a company that leaves: a zip file with a readable index, a list of
 * what is in it with the SHA-256 of each, and that list signed, so that whoever has it can show that nothing was changed. [D3] [T7]
 */

/** A file of an archive, and in words what it is. */
export interface Enclosed {
  path: string;
  bytes: Buffer;
  words: string;
}

/** Signs what is handed out (Ed25519), and says by which keys it is verified: those of former secrets, too. */
export interface ArchiveSignature {
  sign(bytes: Buffer): Promise<string>;
  publicKeys(): Promise<JWK[]>;
}

const PURPOSE = 'archives that are handed out';
const TYPE = 'archive-manifest+jws';

export function archiveSignature(secrets: Secrets): ArchiveSignature {
  const pairs = secrets.map((secret) => signingPair(secret, PURPOSE));
  const jwkOf = async (publicKey: KeyObject): Promise<JWK> => {
    const jwk = await exportJWK(publicKey);
    return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'EdDSA', use: 'sig' };
  };
  const publicKeys = () => Promise.all(pairs.map(({ publicKey }) => jwkOf(publicKey)));
  return {
    publicKeys,
    async sign(bytes) {
      const [newest] = (await publicKeys()) as [JWK];
      return new CompactSign(bytes)
        .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: newest.kid as string })
        .sign((pairs[0] as (typeof pairs)[0]).privateKey);
    },
  };
}

/** Where anybody finds the keys by which archives are verified, under the console's address. */
export const ARCHIVE_KEYS = '/.well-known/archive-keys.json';

interface Contents {
  title: string;
  /** What it is and why it was made, a paragraph each. */
  words: readonly string[];
  at: Date;
  /** Where the keys are that verify it. */
  keysAt: string;
}

/** A file of an archive that is read while it is written, however large it is. */
export interface Flowing {
  path: string;
  words: string;
  content: Iterable<Buffer> | AsyncIterable<Buffer>;
}

interface Listed {
  path: string;
  words: string;
  bytes: number;
  sha256: string;
}

interface Manifest {
  title: string;
  createdAt: string;
  files: { path: string; bytes: number; sha256: string }[];
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The archive as a zip file: the files, `index.html`, `manifest.json` and `manifest.jws`. */
export const packArchive = (
  { files, ...contents }: Contents & { files: readonly Enclosed[] },
  signature: ArchiveSignature,
): Promise<Buffer> =>
  buffer(
    flowingArchive(
      { ...contents, files: files.map(({ bytes, ...file }) => ({ ...file, content: [bytes] })) },
      signature,
    ),
  );

/** The same, made as it is read: no more of it is held at a time than a piece of one file. */
export function flowingArchive(
  { files, ...contents }: Contents & { files: Iterable<Flowing> | AsyncIterable<Flowing> },
  signature: ArchiveSignature,
): Readable {
  const { title, at } = contents;
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const write = async () => {
    const listed: Listed[] = [];
    const add = async ({ path, words, content }: Flowing) => {
      const hash = createHash('sha256');
      let bytes = 0;
      const source = Readable.from(
        (async function* () {
          for await (const piece of content) {
            hash.update(piece);
            bytes += piece.length;
            yield piece;
          }
        })(),
      );
      zip.addReadStream(source, path, { mtime: at });
      await finished(source);
      listed.push({ path, words, bytes, sha256: hash.digest('hex') });
    };
    for await (const file of files) await add(file);
    const index = Buffer.from(indexOf({ ...contents, files: listed }));
    await add({ path: 'index.html', words: 'This page', content: [index] });
    const manifest: Manifest = {
      title,
      createdAt: at.toISOString(),
      files: listed.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    };
    const said = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    zip.addBuffer(said, 'manifest.json', { mtime: at });
    zip.addBuffer(Buffer.from(await signature.sign(said)), 'manifest.jws', { mtime: at });
    zip.end();
  };
  write().catch((error) => out.destroy(error));
  return out;
}

/** What is wrong with an archive that was opened, by path; nothing if it is as it was signed. Throws if the signature does not hold. */
export async function archiveProblems(
  files: ReadonlyMap<string, Buffer>,
  keys: readonly JWK[],
): Promise<string[]> {
  const signed = files.get('manifest.jws')?.toString() ?? '';
  const { payload } = await compactVerify(
    signed,
    async ({ kid }) => importJWK(keys.find((key) => key.kid === kid) as JWK, 'EdDSA'),
    { algorithms: ['EdDSA'] },
  );
  const listed = Buffer.from(payload);
  const problems = files.get('manifest.json')?.equals(listed)
    ? []
    : ['manifest.json is not what was signed.'];
  const manifest = JSON.parse(listed.toString()) as Manifest;
  for (const { path, sha256: said } of manifest.files) {
    const bytes = files.get(path);
    if (!bytes) problems.push(`${path} is missing.`);
    else if (sha256(bytes) !== said) problems.push(`${path} was changed.`);
  }
  const known = new Set([...manifest.files.map(({ path }) => path), 'manifest.json', 'manifest.jws']);
  for (const path of files.keys()) if (!known.has(path)) problems.push(`${path} was added.`);
  return problems;
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

const kilobytes = (bytes: number): string =>
  `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString('en-GB')} kB`;

/** The page with which whoever opens the archive begins; it needs nothing from elsewhere. */
function indexOf({ title, words, at, keysAt, files }: Contents & { files: readonly Listed[] }): string {
  const rows = files.map(
    ({ path, bytes, words: what }) =>
      `<tr><td><a href="${escaped(encodeURI(path))}">${escaped(path)}</a></td><td>${escaped(what)}</td><td>${kilobytes(bytes)}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
  table { border-collapse: collapse; width: 100%; }
  td, th { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #8884; vertical-align: top; }
  td:last-child { text-align: right; white-space: nowrap; }
</style>
<h1>${escaped(title)}</h1>
${words.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('\n')}
<p>Made on ${at.toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'Europe/London' })} (London).</p>
<table>
<thead><tr><th>File</th><th>What it is</th><th>Size</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
<h2>Is it complete and unchanged?</h2>
<p>manifest.json names every file with its SHA-256. manifest.jws is that list, signed (Ed25519, JSON Web Signature); the key is published at
<a href="${escaped(keysAt)}">${escaped(keysAt)}</a>.</p>
</html>
`;
}
