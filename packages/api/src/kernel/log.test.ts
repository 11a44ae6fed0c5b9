import { describe, expect, test } from 'vitest';
import '../app.ts';
import { createLog } from './log.ts';
import { heldColumns } from './personal-data.ts';

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

describe('[S83] a field of the log', () => {
  const line = (fields: object): string => {
    const lines: string[] = [];
    createLog('info', { write: (text) => void lines.push(text) }).info(fields, 'done');
    return lines.join();
  };

  test('that is called as a column of any table that tells of people is blanked', () => {
    const told = heldColumns().filter(({ class: kind }) => kind !== 'TRAFFIC' && kind !== 'SERVICE');
    const fields = Object.fromEntries(told.map(({ property }) => [property, 'ada-lovelace']));
    expect(Object.keys(fields).length).toBeGreaterThan(50);
    expect(line(fields)).not.toContain('ada-lovelace');
  });

  test('is left, and with it what it was written from, where it is an id or a count', () => {
    const fields = { requestId: 'r-1', companyId: 'c-1', ms: 12, email: 'ada@globex.example' };
    expect(JSON.parse(line(fields))).toMatchObject({ requestId: 'r-1', companyId: 'c-1', ms: 12 });
    expect(fields.email).toBe('ada@globex.example');
  });
});
