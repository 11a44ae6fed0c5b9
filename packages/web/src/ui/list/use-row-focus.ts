import { type RefObject, useEffect, useRef } from 'react';
import { followRowKey, rowsOf } from './row-keys.ts';

/**
 * Keeps the focus in the list when the row or the button that has it goes away, because its deed is done: on the row if it
 * is still there, else on the one that took its place, else on the list itself. Arrows go from row to row.
 *
 * @returns for the element around the list, which needs a `tabIndex`
 */
export function useRowFocus(): RefObject<HTMLElement | null> {
  const frame = useRef<HTMLElement>(null);
  const last = useRef<{ focused: Element; row: Element; at: number }>(undefined);

  useEffect(() => {
    const remember = ({ target }: FocusEvent) => {
      // A dialogue is no other place: the focus comes back from it.
      if (!(target instanceof Element) || target.closest('[aria-modal]')) return;
      const rows = rowsOf(frame.current);
      const at = rows.findIndex((row) => row.contains(target));
      const row = rows[at];
      last.current = row && { focused: target, row, at };
    };
    const follow = (event: KeyboardEvent) => followRowKey(event, frame.current);
    document.addEventListener('focusin', remember);
    document.addEventListener('keydown', follow);
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('keydown', follow);
    };
  }, []);

  // Whenever the list may have changed.
  useEffect(() => {
    const lost = last.current;
    if (!lost || lost.focused.isConnected || document.activeElement !== document.body) return;
    const rows = rowsOf(frame.current);
    const row = lost.row.isConnected ? lost.row : rows[Math.min(lost.at, rows.length - 1)];
    const control =
      row?.querySelector<HTMLElement>('[data-row-link]') ??
      row?.querySelector<HTMLElement>('a[href], button:enabled, input:enabled');
    if (control) control.focus();
    else frame.current?.focus({ preventScroll: true });
  });
  return frame;
}
