import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Asking } from '../Asking.tsx';
import { Dialogue } from '../Dialogue.tsx';
import { FormConflict } from './FormConflict.tsx';
import { FormProblem } from './FormProblem.tsx';
import sight from './FormSummary.module.css';
import { BesideSummary } from './FormSummary.tsx';
import type { SubmitForm } from './use-submit-form.ts';

interface FormModalProps<Values> {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The deed: "Add domain". */
  submitLabel: string;
  /** Not doing it; other words than "Cancel" where the deed is to cancel something. */
  dismissLabel?: string;
  /** `true` for what takes something away. */
  destructive?: boolean;
  form: SubmitForm<Values>;
  size?: 'sm' | 'md' | 'lg';
  /** A `FormSummary`, where it costs money, has an effect or tells somebody. */
  summary?: ReactNode;
  children: ReactNode;
}

/**
 * A short form in a dialogue. Enter sends, Esc closes, and closing with unsaved input asks first. It begins with what is
 * known when it is opened; what comes in while it is open does not touch what is typed.
 */
export function FormModal<Values>({
  opened,
  onClose,
  title,
  submitLabel,
  dismissLabel = 'Cancel',
  destructive = false,
  form,
  size = 'md',
  summary,
  children,
}: FormModalProps<Values>) {
  const [leaving, setLeaving] = useState(false);
  const restart = useRef(form.restart);
  restart.current = form.restart;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever it would begin with something else
  useEffect(() => {
    if (!opened) restart.current();
  }, [form.beginning]);
  const close = () => {
    setLeaving(false);
    onClose();
  };
  const send = useRef<HTMLButtonElement>(null);
  const answer = (go: boolean) => {
    form.answer(go);
    requestAnimationFrame(() => send.current?.focus());
  };
  const tryClose = () => {
    if (form.busy) return;
    if (form.question) return answer(false);
    if (form.unsaved()) setLeaving(true);
    else close();
  };
  return (
    <Dialogue
      opened={opened}
      onClose={tryClose}
      title={form.question?.title ?? title}
      size={summary ? 900 : size}
      onExitTransitionEnd={form.restart}
    >
      <form ref={beginAtFirst} onSubmit={form.submit} noValidate>
        {form.question && <Asking {...form.question} destructive={destructive} onAnswer={answer} />}
        {/* Out of sight rather than gone while that is asked, so that everything typed stays. */}
        <Stack display={form.question && 'none'}>
          <FormProblem message={form.problem} />
          <FormConflict form={form} />
          <BesideSummary summary={summary}>{children}</BesideSummary>
          {leaving ? (
            // Keys, lest "Keep editing" turn into the submit button in the middle of its own click.
            <Group key="leaving" justify="flex-end" gap="xs" role="alert">
              <Text fw={500} mr="auto">
                Discard what you have entered?
              </Text>
              <Button
                variant="default"
                onClick={({ currentTarget }) => {
                  setLeaving(false);
                  firstField(currentTarget.form)?.focus();
                }}
              >
                Keep editing
              </Button>
              <Button color="red" onClick={close} autoFocus>
                Discard
              </Button>
            </Group>
          ) : (
            <Group key="editing" justify="flex-end" gap="xs" className={sight.deed}>
              <Button variant="default" onClick={tryClose} disabled={form.busy}>
                {dismissLabel}
              </Button>
              <Button ref={send} type="submit" loading={form.busy} color={destructive ? 'red' : undefined}>
                {submitLabel}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Dialogue>
  );
}

const firstField = (form: HTMLFormElement | null) =>
  form?.querySelector<HTMLElement>('input:enabled, textarea:enabled, select:enabled');

/** The dialogue gives the focus to what is marked so: by the form itself, or its first field. */
function beginAtFirst(form: HTMLFormElement | null): void {
  if (form?.querySelector('[data-autofocus]')) return;
  firstField(form)?.setAttribute('data-autofocus', '');
}
