import { Modal, type ModalProps } from '@mantine/core';
import { useLayoutEffect } from 'react';

/**
 * A window over the page that must be answered or closed first; the focus then returns to where it was. It may be kept and
 * opened, or mounted open and taken away: Mantine's own modal is made for the first only.
 */
export function Dialogue({ opened, ...modal }: ModalProps) {
  useWayBack(opened);
  return <Modal {...modal} opened={opened} returnFocus={false} />;
}

/** Dialogues that are open, what had the focus before the first of them, and the way back to it while it is pending. */
let open = 0;
let opener: Element | null = null;
let returning: ReturnType<typeof setTimeout> | undefined;

function useWayBack(opened: boolean) {
  useLayoutEffect(() => {
    if (!opened) return;
    // One dialogue may follow another, such as the secret after the form: both lead back to what opened the first.
    if (open === 0 && returning === undefined) opener = document.activeElement;
    clearTimeout(returning);
    returning = undefined;
    open += 1;
    return () => {
      open -= 1;
      if (open > 0) return;
      returning = setTimeout(() => {
        returning = undefined;
        if (isNowhere(document.activeElement) && opener instanceof HTMLElement)
          opener.focus({ preventScroll: true });
      });
    };
  }, [opened]);
}

/** Whether the focus is lost, or still in the dialogue while that fades. */
function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.closest('[aria-modal]') !== null;
}
