import { PNG } from 'pngjs';
import { afterAll, expect, test } from 'vitest';
import { drawablePicture } from './drawable-picture.ts';
import { Pictures } from './pictures.ts';

const png = PNG.sync.write(new PNG({ width: 900, height: 8, fill: true }));
const pictures = new Pictures();
afterAll(() => pictures.close());

test('[S19] [S59] pictures are made drawable in other threads, and who comes when too many wait is told when to come again', async () => {
  const all = await Promise.allSettled(Array.from({ length: 40 }, () => pictures.drawable(png)));
  const made = all.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  expect(made.length).toBeGreaterThanOrEqual(20);
  expect(new Set(made.map((each) => each?.toString('base64')))).toEqual(
    new Set([drawablePicture(png)?.toString('base64')]),
  );
  const refused = all.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  expect(refused.length).toBeGreaterThan(10);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 2_000 });
});

test('[S59] what is no whole picture is none there, too', async () => {
  expect(await pictures.drawable(png.subarray(0, 60))).toBeNull();
  expect(await pictures.drawable(Buffer.from('<svg/>'))).toBeNull();
});
