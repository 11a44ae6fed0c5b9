import { describe, expect, test } from 'vitest';
import { createLog } from './log.ts';

const written = (error: Error): string => {
  const lines: string[] = [];
  createLog('info', { write: (line) => void lines.push(line) }).error({ err: error }, 'failed');
  return lines.join();
};

describe('[S83] an error in the log', () => {
  test.each([
    ['addresses', 'no mail for ada.lovelace@globex.example today', 'ada.lovelace'],
    ['values of a unique key', 'Key (lower(email))=(ada lovelace) already exists', 'ada lovelace'],
    ['values of the wrong form', 'invalid input syntax for type uuid: "ada lovelace"', 'ada lovelace'],
    ['values over several lines', 'invalid input syntax for type date: "ada\nlovelace"', 'lovelace'],
  ])('shows no %s', (_what, message, secret) => {
    const line = written(new Error(message));
    expect(line).not.toContain(secret);
    expect(line).toContain('"name":"Error"');
  });

  test('keeps what one needs: which relation or column, and where in the code', () => {
    const line = written(new Error('column "nmae" of relation "company" does not exist'));
    expect(line).toContain('nmae');
    expect(line).toContain('log.test.ts');
  });
});
