import { expect, test } from 'vitest';
import { checkPassword, hashPassword, isOutdated } from './password.ts';

test('[S37] is kept as argon2id with 19 MiB, two passes and one lane', async () => {
  const stored = await hashPassword('seven green bottles');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,p=1,t=2\$/);
  expect(isOutdated(stored)).toBe(false);
  expect(isOutdated(stored.replace('m=19456', 'm=4096'))).toBe(true);
  expect(await checkPassword(stored, 'seven green bottles')).toBe(true);
  expect(await checkPassword(stored, 'seven green bottle')).toBe(false);
});

test('[S42] where there is none, finding that out takes as long', async () => {
  const stored = await hashPassword('seven green bottles');
  const shortest = async (of: string | undefined): Promise<number> => {
    const times: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const startedAt = performance.now();
      expect(await checkPassword(of, `guess ${i}`)).toBe(false);
      times.push(performance.now() - startedAt);
    }
    return Math.min(...times);
  };
  expect((await shortest(undefined)) / (await shortest(stored))).toBeGreaterThan(0.4);
});
