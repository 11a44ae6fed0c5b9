import { z } from 'zod';

/** What a field of a connector's form is called, and what helps to fill it in; fields of one section stand together. */
export interface FieldWords {
  title: string;
  description?: string;
  section?: string;
  placeholder?: string;
  /** Several lines, such as a certificate. */
  lines?: true;
  /** Not to be seen while it is typed. */
  secret?: true;
}

const described = <T extends z.ZodType>(rule: T, words: FieldWords): T => rule.meta({ ...words }) as T;

/** A line of text. */
export const textSetting = (words: FieldWords, max = 200) =>
  described(
    z.string().trim().min(1, 'Must be filled in.').max(max, `Must be at most ${max} characters.`),
    words,
  );

/** A line of text that may be left empty. */
export const optionalSetting = (words: FieldWords, max = 200) =>
  described(z.string().trim().max(max, `Must be at most ${max} characters.`).default(''), words);

export const hostSetting = (words: FieldWords) =>
  described(
    z
      .string()
      .trim()
      .toLowerCase()
      .max(253, 'Must be at most 253 characters.')
      .regex(
        /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.?)+$|^[0-9a-f:]+$/,
        'Must be a host such as mail.example.com.',
      ),
    words,
  );

export const portSetting = (words: FieldWords, preset: number) =>
  described(
    z
      .number('Must be a number.')
      .int('Must be a whole number.')
      .min(1, 'Must be from 1 to 65535.')
      .max(65_535, 'Must be from 1 to 65535.')
      .default(preset),
    words,
  );

export const flagSetting = (words: FieldWords, preset: boolean) =>
  described(z.boolean('Must be true or false.').default(preset), words);

export const choiceSetting = <const T extends readonly [string, ...string[]]>(
  words: FieldWords,
  values: T,
  preset: T[number],
) => described(z.enum(values, `Must be one of ${values.join(', ')}.`).default(preset as never), words);

/** A password or key: long, and kept exactly as it was typed. */
export const secretSetting = (words: FieldWords, max = 500) =>
  described(z.string().min(1, 'Must be filled in.').max(max, `Must be at most ${max} characters.`), {
    ...words,
    secret: true,
  });
