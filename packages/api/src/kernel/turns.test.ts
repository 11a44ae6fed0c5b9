import { describe, expect, test } from 'vitest';
import { Turns } from './turns.ts';

/** Takes turns of a tenant and notes in which order they came. */
function taking(turns: Turns) {
  const began: string[] = [];
  const leave: Record<string, () => void> = {};
  return {
    began,
    leave: (name: string) => leave[name]?.(),
    async take(tenant: string, name: string) {
      leave[name] = await turns.take(tenant);
      began.push(name);
    },
  };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns at the connections', () => {
  test('[S19] one tenant gets a part of them, another one those that are left at once', async () => {
    const { began, take } = taking(new Turns(5));
    for (const name of ['a1', 'a2', 'a3']) void take('a', name);
    void take('b', 'b1');
    await settled();
    expect(began).toEqual(['a1', 'a2', 'b1']);
  });

  test('[S19] go round among those who wait, however many one of them wants', async () => {
    const { began, take, leave } = taking(new Turns(3));
    for (const name of ['a1', 'a2', 'a3', 'a4']) void take('a', name);
    for (const name of ['b1', 'b2']) void take('b', name);
    void take('c', 'c1');
    void take('d', 'd1');
    await settled();
    expect(began).toEqual(['a1', 'b1', 'c1']);
    for (const name of ['a1', 'b1', 'c1', 'd1', 'a2', 'b2', 'a3']) {
      leave(name);
      await settled();
    }
    expect(began).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'd1', 'a3', 'a4']);
  });

  test('[S19] are refused, with the time to wait, to a tenant of which too many wait already', async () => {
    const turns = new Turns(2);
    for (let i = 0; i < 201; i += 1) void turns.take('a');
    expect(() => turns.take('a')).toThrow(/Too many requests at once. Please try again in 2 seconds/);
    expect(turns.take('b')).toBeTypeOf('function');
  });

  test('[S19] are not waited for longer than one has patience', async () => {
    const turns = new Turns(2);
    const leave = await turns.take('a');
    await expect(turns.take('a', 20)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 2_000 });
    leave();
    expect(turns.take('a')).toBeTypeOf('function');
  });

  test('are all there again when everybody has gone', async () => {
    const turns = new Turns(4);
    for (let round = 0; round < 3; round += 1) {
      const leaves = await Promise.all(['a', 'b', 'c', 'd'].map((tenant) => turns.take(tenant)));
      for (const leave of leaves) leave();
    }
    expect(turns.take('a')).toBeTypeOf('function');
  });
});
