import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Asking } from './Asking.tsx';
import { Dialogue } from './Dialogue.tsx';
import { useDeed } from './use-deed.ts';

interface ConfirmButtonProps extends Omit<ButtonProps, 'onClick'> {
  children: ReactNode;
  /** A question: "Cancel this subscription?" */
  title: string;
  /** What will happen, and whether it can be undone. */
  consequence: ReactNode;
  /** What is done, as the button that does it: "Cancel subscription". */
  confirmLabel: string;
  /** `true` for what takes something away. */
  destructive?: boolean;
  onConfirm: () => Promise<unknown>;
}

/** A button that does something that matters: it first says what will happen. Errors stay in the dialogue. */
export function ConfirmButton({
  children,
  title,
  consequence,
  confirmLabel,
  destructive = false,
  onConfirm,
  ...button
}: ConfirmButtonProps) {
  const [opened, setOpened] = useState(false);
  const { run, busy, error, restart } = useDeed(async () => {
    await onConfirm();
    setOpened(false);
  });

  return (
    <>
      <Button
        variant="default"
        {...button}
        onClick={() => {
          restart();
          setOpened(true);
        }}
      >
        {children}
      </Button>
      <Dialogue opened={opened} onClose={() => !busy && setOpened(false)} title={title} size="sm">
        <Asking
          consequence={consequence}
          confirmLabel={confirmLabel}
          destructive={destructive}
          busy={busy}
          problem={error?.message}
          onAnswer={(go) => (go ? void run() : setOpened(false))}
        />
      </Dialogue>
    </>
  );
}
