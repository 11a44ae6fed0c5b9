import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { config } from 'zod';
import type { ApiError } from '../../lib/errors.ts';
import { useDeed } from '../use-deed.ts';

// The content security policy forbids compiling code at run time, which zod would otherwise try.
config({ jitless: true });

interface SubmitFormOptions<Values, Result> {
  initialValues: Values;
  /** The rules of @steward/shared, so that most mistakes show before anything is sent. The API checks again. */
  schema?: Parameters<typeof schemaResolver>[0];
  /** What is asked once more before values are sent that reach many people or cost much; undefined sends them at once. */
  ask?: (values: Values) => Question | undefined;
  /**
   * Sends the values; an ApiError's `fields` land at the fields of the same path.
   *
   * @param changed keeps the fields that the reader has changed: what they left alone is somebody else's to change meanwhile
   */
  send: (values: Values, changed: ChangedFields) => Promise<Result>;
  onDone?: (result: Result) => void;
}

/** What will happen, in the words of who decides it. */
export interface Question {
  /** "Order 40 services?" */
  title: string;
  /** How many, how much, from when; whether it can be undone. */
  consequence: ReactNode;
  /** What is done, as the button that does it. */
  confirmLabel: string;
}

type ChangedFields = <Fields extends object>(fields: Fields) => Partial<Fields>;

export interface SubmitForm<Values> {
  form: UseFormReturnType<Values>;
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** What is asked before the values are sent; `answer` sends them, or leads back to the form. */
  question: Question | undefined;
  answer: (go: boolean) => void;
  /** What no field can show: a conflict, a lost connection, an error of a field that is not on the form. */
  problem: string | undefined;
  /** Whether leaving now would lose what was typed. */
  unsaved: () => boolean;
  /** What the values begin with; other text when other data has come in. */
  beginning: string;
  /** To what the values begin with now, as if nothing had been typed. */
  restart: () => void;
}

/**
 * A Mantine form that sends itself: checks, sends, shows the API's field errors at their fields and moves the focus to
 * the first of them.
 */
export function useSubmitForm<Values extends Record<string, unknown>, Result>({
  initialValues,
  schema,
  ask,
  send,
  onDone,
}: SubmitFormOptions<Values, Result>): SubmitForm<Values> {
  const form = useForm<Values>({
    initialValues,
    validate: schema && schemaResolver(schema, { sync: true }),
  });
  const [problem, setProblem] = useState<string>();
  const [question, setQuestion] = useState<Question>();
  const sent = useRef(false);

  const focusFirst = (paths: readonly string[]) => {
    // After the errors are on screen, so that a screen reader reads field and error together.
    requestAnimationFrame(() => {
      const nodes = paths.map((path) => form.getInputNode(path as never)).filter((node) => node !== null);
      nodes.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      nodes[0]?.focus();
    });
  };

  const show = (error: ApiError) => {
    const [known, loose] = partition(error.fields, ({ path }) => hasPath(form.getValues(), path));
    form.setErrors(Object.fromEntries(known.map(({ path, message }) => [path, message])));
    focusFirst(known.map(({ path }) => path));
    setProblem(
      loose.length > 0
        ? loose.map(({ message }) => message).join(' ')
        : known.length > 0
          ? undefined
          : error.message,
    );
  };

  const changed: ChangedFields = (fields) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => form.isDirty(field))) as Partial<
      typeof fields
    >;

  const { run, busy } = useDeed(async (values: Values) => {
    setProblem(undefined);
    const result = await send(values, changed);
    sent.current = true;
    onDone?.(result);
  }, show);
  const submit = form.onSubmit(
    (values) => {
      const asked = ask?.(values);
      if (asked) setQuestion(asked);
      else void run(values);
    },
    (errors) => focusFirst(Object.keys(errors)),
  );

  return {
    form,
    submit,
    busy,
    question,
    answer: (go) => {
      setQuestion(undefined);
      if (go) void run(form.getValues());
    },
    problem,
    unsaved: () => !sent.current && form.isDirty(),
    beginning: JSON.stringify(initialValues),
    restart: () => {
      sent.current = false;
      setProblem(undefined);
      setQuestion(undefined);
      form.setInitialValues(initialValues);
      form.reset();
    },
  };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function hasPath(values: unknown, path: string): boolean {
  let at = values;
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false;
    at = (at as Record<string, unknown>)[key];
  }
  return true;
}
