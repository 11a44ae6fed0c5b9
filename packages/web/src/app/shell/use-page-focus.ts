import { useRouter } from '@tanstack/react-router';
import { type RefObject, useEffect } from 'react';

/**
 * Moves the focus to the page when another one is opened, so that it is announced and the keyboard goes on from its top;
 * not when a field of it has taken the focus, nor when only a list or a tab changes.
 */
export function usePageFocus(content: RefObject<HTMLElement | null>): void {
  const router = useRouter();
  useEffect(() => {
    let before: Element | null = null;
    const stops = [
      router.subscribe('onBeforeNavigate', () => {
        before = document.activeElement;
      }),
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        const page = content.current;
        if (!page || !pathChanged || !fromLocation) return;
        const focused = document.activeElement;
        const taken = focused !== page && focused !== before && page.contains(focused);
        if (!taken) page.focus({ preventScroll: true });
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [router, content]);
}
