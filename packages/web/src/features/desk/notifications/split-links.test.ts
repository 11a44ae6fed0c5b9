import { expect, it } from 'vitest';
import { splitLinks } from './split-links.ts';

it('[N3] finds the links of a message without the punctuation around them', () => {
  const text = 'Open https://steward.example/invitation?token=a.b (or http://x.example/).\nBye';
  expect(splitLinks(text).filter(({ link }) => link)).toEqual([
    { at: 5, part: 'https://steward.example/invitation?token=a.b', link: true },
    { at: 54, part: 'http://x.example/', link: true },
  ]);
  expect(
    splitLinks(text)
      .map(({ part }) => part)
      .join(''),
  ).toBe(text);
});

it('[S65] makes no link of anything but http and https', () => {
  expect(splitLinks('javascript:alert(1) data:text/html,x')).toEqual([
    { at: 0, part: 'javascript:alert(1) data:text/html,x', link: false },
  ]);
});
