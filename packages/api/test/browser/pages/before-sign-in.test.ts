import { describe, expect, test } from 'vitest';
import { useBrowser } from '../browser.ts';
import { look, settled, usePages } from './walk.ts';

const browser = useBrowser();
const app = usePages();

describe('every page before sign-in', () => {
  test.each([
    '/sign-in',
    '/invitation',
    '/invitation#nonsense',
    '/forgotten-password',
    '/reset-password',
    '/reset-password#nonsense',
    '/pay',
    '/pay#nonsense',
    '/withdraw-consent',
    '/withdraw-consent#nonsense',
    '/your-data',
  ])('[S56] [S67] %s', async (path) => {
    const { page, faults } = await browser.visitor({ colorScheme: 'light' });
    await page.goto(`${app.url()}${path}`);
    await settled(page);
    expect([...(await look(page)), ...faults]).toEqual([]);
  });
});
