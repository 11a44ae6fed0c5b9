import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test('[S65] after signing in one goes on where one was, and nowhere else', () => {
  for (const own of ['/', '/companies', '/companies/1?tab=domains#x', '/reports?at=12:30'])
    expect(ownPath(own)).toBe(own);
  for (const other of [
    undefined,
    ['/'],
    '',
    'companies',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/%09/evil.example'.replace('%09', '\t'),
    '/companies\\..',
  ])
    expect(ownPath(other), String(other)).toBe('/');
});
