import { expect, it } from 'vitest';
import { csvCell, csvFile } from './csv.ts';

it.each([
  ['=1+1', "'=1+1"],
  ['+44 20 7946 0000', "'+44 20 7946 0000"],
  ['-cmd', "'-cmd"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\rx', '"\'\rx"'],
  ['\n=1+1', '"\'\n=1+1"'],
  ['＝1+1', "'＝1+1"],
  ['＠SUM(A1)', "'＠SUM(A1)"],
])('[S62] neutralises the cell %j', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it.each([
  [-12.5, '-12.5'],
  [null, ''],
  ['Zoë "Zed" O’Brien, Ltd', '"Zoë ""Zed"" O’Brien, Ltd"'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
])('writes %j as %s', (value, cell) => {
  expect(csvCell(value)).toBe(cell);
});

it('[O2] writes a file that starts with a byte-order mark and ends each row with CRLF', () => {
  expect(csvFile(['Name', 'Users'], [['Globex', 3]])).toBe('\uFEFFName,Users\r\nGlobex,3\r\n');
});
