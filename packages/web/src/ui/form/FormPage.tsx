import { Button, Group, Stack, Text } from '@mantine/core';
import { type LinkProps, useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Asking } from '../Asking.tsx';
import { Dialogue } from '../Dialogue.tsx';
import { ButtonLink } from '../links.tsx';
import { FormConflict } from './FormConflict.tsx';
import { FormProblem } from './FormProblem.tsx';
import classes from './FormSummary.module.css';
import { BesideSummary } from './FormSummary.tsx';
import type { SubmitForm } from './use-submit-form.ts';

interface FormPageProps<Values> {
  form: SubmitForm<Values>;
  /** The deed: "Onboard company". */
  submitLabel: string;
  /** Where Cancel leads. */
  cancel: LinkProps;
  /** What sending will do, beside the button: "An invitation goes to the administrator." */
  note?: ReactNode;
  /** A `FormSummary`, where it costs money, has an effect or tells somebody. */
  summary?: ReactNode;
  /** `FormSection`s. */
  children: ReactNode;
}

/** A long form as a page of its own. Enter sends; leaving with unsaved input asks first. */
export function FormPage<Values>({
  form,
  submitLabel,
  cancel,
  note,
  summary,
  children,
}: FormPageProps<Values>) {
  const leave = useBlocker({
    shouldBlockFn: () => form.unsaved(),
    enableBeforeUnload: () => form.unsaved(),
    withResolver: true,
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="lg" maw={summary ? 1180 : 860}>
        <BesideSummary summary={summary}>{children}</BesideSummary>
        <FormProblem message={form.problem} />
        <FormConflict form={form} />
        <Group justify="flex-end" gap="md" className={classes.deed}>
          {note && (
            <Text c="dimmed" fz="sm" flex="1 1 16rem">
              {note}
            </Text>
          )}
          <Group gap="xs" wrap="nowrap">
            <ButtonLink {...cancel} variant="default">
              Cancel
            </ButtonLink>
            <Button type="submit" loading={form.busy}>
              {submitLabel}
            </Button>
          </Group>
        </Group>
      </Stack>
      <Dialogue
        opened={leave.status === 'blocked'}
        onClose={() => leave.reset?.()}
        title="Leave without saving?"
        size="sm"
      >
        <Text>What you have entered on this page will be lost.</Text>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={() => leave.reset?.()} data-autofocus>
            Stay
          </Button>
          <Button color="red" onClick={() => leave.proceed?.()}>
            Leave
          </Button>
        </Group>
      </Dialogue>
      <Dialogue
        opened={form.question !== undefined}
        onClose={() => form.answer(false)}
        title={form.question?.title}
        size="sm"
      >
        {form.question && <Asking {...form.question} onAnswer={form.answer} />}
      </Dialogue>
    </form>
  );
}
