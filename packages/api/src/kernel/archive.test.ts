import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { archiveProblems, archiveSignature, packArchive } from './archive.ts';

const secrets = ['a secret that is long enough for anybody'] as const;
const signature = archiveSignature(secrets);

const packed = () =>
  packArchive(
    {
      title: 'What is kept <about> you',
      words: ['All of it.'],
      at: new Date('2026-03-01T09:00:00Z'),
      keysAt: 'https://example.com/keys',
      files: [{ path: 'data/mail.json', bytes: Buffer.from('[{"to":"a@b.example"}]'), words: 'Mail' }],
    },
    signature,
  );

/** The files of a zip. */
async function opened(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry())
    files.set(entry.fileName, await buffer(await zip.openReadStreamPromise(entry)));
  return files;
}

test('[D3] an archive has an index, a list with hashes, and is verified by the published keys, after a rotation too', async () => {
  const files = await opened(await packed());
  expect([...files.keys()]).toEqual(['data/mail.json', 'index.html', 'manifest.json', 'manifest.jws']);
  expect(files.get('index.html')?.toString()).toContain('What is kept &#60;about&#62; you');
  const keys = await archiveSignature([
    'another secret that came since, and is newer',
    ...secrets,
  ]).publicKeys();
  expect(await archiveProblems(files, keys)).toEqual([]);
});

test('[D3] whatever is changed, left out or added is noticed', async () => {
  const keys = await signature.publicKeys();
  const changed = await opened(await packed());
  changed
    .set('data/mail.json', Buffer.from('[]'))
    .set('data/more.json', Buffer.from('[]'))
    .delete('index.html');
  expect(await archiveProblems(changed, keys)).toEqual([
    'data/mail.json was changed.',
    'index.html is missing.',
    'data/more.json was added.',
  ]);
  const other = await archiveSignature(['the secret of somebody else, who signs as well']).publicKeys();
  await expect(
    archiveProblems(
      changed,
      other.map((key) => ({ ...key, kid: keys[0]?.kid as string })),
    ),
  ).rejects.toThrow();
});
