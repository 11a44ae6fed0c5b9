import { expect, test } from 'vitest';
import { partsOf, wholeAddress } from './mail-address.ts';

test('[U1] the domain chosen completes what was typed', () => {
  expect(wholeAddress(' ada.lovelace ', 'globex.example')).toBe('ada.lovelace@globex.example');
  expect(wholeAddress('  ', 'globex.example')).toBe('');
  expect(wholeAddress('ada@elsewhere.example', 'globex.example')).toBe('ada@elsewhere.example');
});

test('[U1] an address pasted whole is taken apart if the domain is one to choose', () => {
  expect(partsOf('Ada@GLOBEX.example', ['globex.example'])).toEqual({
    local: 'Ada',
    domain: 'globex.example',
  });
  expect(partsOf('ada@elsewhere.example', ['globex.example'])).toBeUndefined();
  expect(partsOf('ada@', ['globex.example'])).toBeUndefined();
  expect(partsOf('ada', ['globex.example'])).toBeUndefined();
});
