import { pino } from 'pino';
import { expect, test } from 'vitest';
import { Outage } from './outage.ts';

const fullDisk = Object.assign(new Error('could not extend file: No space left on device'), {
  code: '53100',
});

test('[S34] on a full disk, where reads go on while every write fails, the log has one line and one when it is over', () => {
  const logged: { msg: string; ms?: number }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void logged.push(JSON.parse(line)) });
  let nowMs = 0;
  const outage = new Outage(log, () => nowMs);
  for (; nowMs < 60_000; nowMs += 100) {
    expect(outage.judge(fullDisk)).toMatchObject({ code: 'UNAVAILABLE', retryAfterMs: 5_000 });
    outage.end();
  }
  expect(logged.map(({ msg }) => msg)).toEqual(['the database is out of reach']);
  for (; nowMs < 70_000; nowMs += 100) outage.end();
  expect(logged.map(({ msg }) => msg)).toEqual(['the database is out of reach', 'the database is back']);
  expect(logged[1]?.ms).toBe(59_900);
  const wrong = new Error('syntax error');
  expect(outage.judge(wrong)).toBe(wrong);
});
