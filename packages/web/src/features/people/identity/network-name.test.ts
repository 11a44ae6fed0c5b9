import { expect, it } from 'vitest';
import { networkName } from './network-name.ts';

it.each([
  ['203.0.113.7', 'Network 203.0.113.x'],
  ['::ffff:203.0.113.7', 'Network 203.0.113.x'],
  ['2001:db8:1:2:3:4:5:6', 'Network 2001:db8:1:2:…'],
  ['2001:db8::7', 'Network 2001:db8:0:0:…'],
  ['127.0.0.1', 'This machine'],
  ['::1', 'This machine'],
  [null, 'Unknown network'],
])('[S49] says %j as %j', (address, said) => {
  expect(networkName(address)).toBe(said);
});
