import { describe, expect, test } from 'vitest';
import { type Line, readLines } from '../../../kernel/read-lines.ts';
import { LocalTime } from './local-time.ts';
import { callNumber, digitsOf, isUnlisted } from './numbers.ts';

describe('[B1] a number', () => {
  test.each([
    ['02079460018', '+442079460018'],
    ['+44 20 7946 0018', '+442079460018'],
    ['00442079460018', '+442079460018'],
    ['442079460018', '+442079460018'],
    ['sip:+442079460018@exchange.example;user=phone', '+442079460018'],
    ['118500', '118500'],
    ['999', '999'],
    ['queue-sales', undefined],
    ['', undefined],
    ['0', undefined],
  ])('%s is read as %s', (text, number) => expect(callNumber(text)).toBe(number));

  test.each([
    '999',
    '112',
    '116123',
    '+44116123',
    '+448081570192',
    '+448001111',
    '111',
    '101',
    '+80012345678',
  ])('[B3] %s is never listed', (number) => expect(isUnlisted(number)).toBe(true));
  test.each(['118500', '+448715550123', '+442079460018', '+441161234567', '+33800123456'])(
    '%s is',
    (number) => expect(isUnlisted(number)).toBe(false),
  );

  test('is found by what it begins with', () => {
    expect(digitsOf('020 79')).toBe('+442079');
    expect(digitsOf('+353')).toBe('+353');
    expect(digitsOf('00353')).toBe('+353');
    expect(digitsOf('Ada')).toBe('');
  });
});

describe('[B1] a time', () => {
  const london = new LocalTime('Europe/London');
  const at = (text: string, clock = london) => {
    const moment = clock.momentOf(text);
    return moment === undefined ? undefined : new Date(moment).toISOString();
  };
  test.each([
    ['2026-11-30 09:30:00', '2026-11-30T09:30:00.000Z'],
    ['2026-07-01 09:30:00', '2026-07-01T08:30:00.000Z'],
    ['01/07/2026 09:30', '2026-07-01T08:30:00.000Z'],
    ['2026-07-01T09:30:00+02:00', '2026-07-01T07:30:00.000Z'],
    ['1782898200', '2026-07-01T09:30:00.000Z'],
    // The hour that comes twice is the first; the one that is left out goes on.
    ['2026-10-25 01:30:00', '2026-10-25T00:30:00.000Z'],
    ['2026-10-25 02:00:00', '2026-10-25T02:00:00.000Z'],
    ['2026-03-29 01:30:00', '2026-03-29T01:30:00.000Z'],
    ['2026-03-29 02:00:00', '2026-03-29T01:00:00.000Z'],
    // A neighbour in the same minute, and one that is none.
    ['2026-03-29 02:00:59', '2026-03-29T01:00:59.000Z'],
    ['2026-03-29 02:00:60', '2026-03-29T01:01:00.000Z'],
    ['2026-03-29 02:00:5x', undefined],
    ['2026-02-30 09:30:00', undefined],
    ['2026-13-01 09:30:00', undefined],
    ['yesterday', undefined],
  ])('%s in London is %s', (text, moment) => expect(at(text)).toBe(moment));
  test('is that of the source’s own clock', () =>
    expect(at('2026-07-01 09:30:00', new LocalTime('Asia/Kolkata'))).toBe('2026-07-01T04:00:00.000Z'));
});

describe('[B1] a file', () => {
  async function read(...chunks: (string | Uint8Array)[]): Promise<Line[]> {
    const lines: Line[] = [];
    const content = async function* () {
      for (const chunk of chunks) yield typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk;
    };
    for await (const piece of readLines(content())) lines.push(...piece);
    return lines;
  }

  test('is cut into cells, wherever its parts end', async () => {
    expect(await read('\uFEFFa,"b ""c""', '\r\nd', '",e\r\n\r\nf,g')).toEqual([
      { number: 1, cells: ['a', 'b "c"\nd', 'e'] },
      { number: 4, cells: ['f', 'g'] },
    ]);
    const umlaut = new TextEncoder().encode('ü;b\n');
    expect(await read(umlaut.subarray(0, 1), umlaut.subarray(1))).toEqual([{ number: 1, cells: ['ü', 'b'] }]);
  });

  test('goes on behind a line that is torn', async () => {
    const good = Array.from({ length: 6 }, (_, i) => `${i},x`);
    const lines = await read(['"torn,x', ...good].join('\n'));
    expect(lines).toHaveLength(7);
    expect(lines[0]).toEqual({ number: 1, cells: null });
    expect(lines[6]).toEqual({ number: 7, cells: ['5', 'x'] });
  });

  test('that is none is refused', async () => {
    await expect(read('x'.repeat(70_000))).rejects.toThrow('Line 1 has no end');
    await expect(read('a,b\n', new Uint8Array([0xc3, 0x28]))).rejects.toThrow('Behind line 1');
  });
});
