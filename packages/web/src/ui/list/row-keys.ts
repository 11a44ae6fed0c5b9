/** The rows of a list, as a table or as cards. */
export function rowsOf(frame: Element | null): Element[] {
  return frame ? [...frame.querySelectorAll('tbody > tr, ul[data-rows] > li')] : [];
}

/** Where a key leads from the row at `at` of `count`; -1: from above the rows. Undefined: the key is not one of these. */
export function rowAfter(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/**
 * In a list arrows, Home and End go from row to row, down from its search box, too; Space ticks the row. Enter opens it, because what
 * has the focus is its link. What has keys of its own (buttons, menus, fields) keeps them.
 */
export function followRowKey(event: KeyboardEvent, frame: Element | null): void {
  const { key, target } = event;
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement) || !frame?.contains(target)) return;
  const rows = rowsOf(frame);
  const at = rows.findIndex((row) => row.contains(target));
  const begins = key === 'ArrowDown' && target.matches('input[type="search"]');
  if (at < 0 ? !begins && target !== frame : !target.matches(`${LINK}, ${BOX}`)) return;
  const box = rows[at]?.querySelector<HTMLElement>(BOX);
  if (key === ' ' && target.matches(LINK) && box) {
    event.preventDefault();
    box.click();
    return;
  }
  const to = rows[rowAfter(key, at, rows.length) ?? -1];
  if (!to) return;
  event.preventDefault();
  const kinds = target.matches(BOX) ? [BOX, LINK] : [LINK, BOX];
  const next = [...kinds, 'a[href], button:enabled'].map((kind) => to.querySelector<HTMLElement>(kind));
  next.find((control) => control !== null)?.focus();
}

const LINK = '[data-row-link]';
const BOX = 'input[type="checkbox"]:enabled';
