import { schemaResolver, type UseFormReturnType, useForm } from '@mantine/form';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { config } from 'zod';
import type { ApiError } from '../../lib/errors.ts';
import { spoken } from '../../lib/words.ts';
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
   * @param changed for an edit: the fields that the reader has changed, and what they knew of them (`known`), so that the API
   * can tell that somebody else has changed the same; what they left alone is somebody else's to change meanwhile
   */
  send: (values: Values, changed: ChangedFields<Values>) => Promise<Result>;
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

/** Of the fields that are made of a form's values, as the API takes them, those that differ from what the form began with. */
export type ChangedFields<Values> = <Fields extends object>(
  fieldsOf: (values: Values) => Fields,
) => Partial<Fields> & { known: Partial<Fields> };

/** Somebody else has changed fields that the reader has changed, too. */
export interface Conflict {
  /** What cannot stand at a field: that of a picture, a whole address. */
  messages: readonly string[];
  /** Whether what the others have made of it has come in. */
  known: boolean;
  takeTheirs: () => void;
  keepMine: () => void;
}

export interface SubmitForm<Values> {
  form: UseFormReturnType<Values>;
  submit: (event?: FormEvent<HTMLFormElement>) => void;
  busy: boolean;
  /** What is asked before the values are sent; `answer` sends them, or leads back to the form. */
  question: Question | undefined;
  answer: (go: boolean) => void;
  /** What no field can show: a conflict, a lost connection, an error of a field that is not on the form. */
  problem: string | undefined;
  conflict: Conflict | undefined;
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
  /** What the reader knows the fields to be, unless they have changed them. */
  const known = useRef(initialValues);
  const [disputed, setDisputed] = useState<{ fields: readonly string[]; messages: readonly string[] }>();

  const focusFirst = (paths: readonly string[]) => {
    // After the errors are on screen, so that a screen reader reads field and error together.
    requestAnimationFrame(() => {
      const nodes = paths.map((path) => form.getInputNode(path as never)).filter((node) => node !== null);
      nodes.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      nodes[0]?.focus();
    });
  };

  const show = (error: ApiError) => {
    const dispute = disputeIn(error);
    if (dispute.length > 0) {
      const [atField, loose] = partition(dispute, ({ path }) => form.getInputNode(path as never) !== null);
      form.setErrors(Object.fromEntries(atField.map(({ path, message }) => [path, message])));
      setDisputed({
        fields: dispute.map(({ path }) => path),
        messages: loose.map(({ path, message }) => `${spoken(path)}: ${message}`),
      });
      return;
    }
    const [shown, loose] = partition(error.fields, ({ path }) => hasPath(form.getValues(), path));
    form.setErrors(Object.fromEntries(shown.map(({ path, message }) => [path, message])));
    focusFirst(shown.map(({ path }) => path));
    setProblem(
      loose.length > 0
        ? loose.map(({ message }) => message).join(' ')
        : shown.length > 0
          ? undefined
          : error.message,
    );
  };

  const changed: ChangedFields<Values> = (fieldsOf) => {
    const [now, before] = [fieldsOf(form.getValues()), fieldsOf(known.current)];
    const differ = (Object.keys(now) as (keyof typeof now)[]).filter(
      (field) => !same(now[field], before[field]),
    );
    const those = (of: typeof now) =>
      Object.fromEntries(differ.map((field) => [field, of[field]])) as Partial<typeof now>;
    return { ...those(now), known: those(before) };
  };

  const { run, busy } = useDeed(async (values: Values) => {
    setProblem(undefined);
    setDisputed(undefined);
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

  const settle = () => {
    known.current = { ...known.current, ...pick(initialValues, disputed?.fields ?? []) };
    form.resetDirty(known.current);
    form.clearErrors();
    setDisputed(undefined);
  };
  const conflict = disputed && {
    messages: disputed.messages,
    known: disputed.fields.every((field) => !same(initialValues[field], known.current[field])),
    takeTheirs: () => {
      settle();
      form.setValues(pick(initialValues, disputed.fields));
    },
    keepMine: () => {
      settle();
      void run(form.getValues());
    },
  };

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
    conflict,
    unsaved: () => !sent.current && form.isDirty(),
    beginning: JSON.stringify(initialValues),
    restart: () => {
      sent.current = false;
      known.current = initialValues;
      setProblem(undefined);
      setDisputed(undefined);
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

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const pick = <T extends object>(of: T, fields: readonly string[]): Partial<T> =>
  Object.fromEntries(Object.entries(of).filter(([field]) => fields.includes(field))) as Partial<T>;

const KNOWN = 'known.';

/** What of an edit was known wrongly, by the field it is about. */
const disputeIn = ({ code, fields }: ApiError): { path: string; message: string }[] =>
  code === 'CONFLICT' && fields.every(({ path }) => path.startsWith(KNOWN))
    ? fields.map(({ path, message }) => ({ path: path.slice(KNOWN.length), message }))
    : [];
