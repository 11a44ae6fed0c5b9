import type { Locator } from 'playwright-core';

/** Opens the menu of the row, or of the only one in sight, and chooses what it does. */
export async function fromMenu(row: Locator, deed: string): Promise<void> {
  await row.getByRole('button', { name: /^More for / }).click();
  await row.page().getByRole('menuitem', { name: deed, exact: true }).click();
}
