import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { PASSWORD_LENGTH } from './password-length.ts';
import { checkVatNumber } from './vat-number.ts';

/**
 * Rules for single values, used by the API at its edge and by the console's forms, so that both say the same.
 * Messages complete the sentence that the field's label begins.
 */

/** Marks that turn the writing around are among them: what they make one read is not what is written. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** What nobody sees: two addresses or domains that look the same would not be. */
const UNSEEN = /[\p{C}\p{Default_Ignorable_Code_Point}]/u;
const CONTROL_BUT_LINES = /(?![\t\n])[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** One line of text, trimmed, 1 to `max` characters; any script. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must be filled in.')
    .max(max, `May have at most ${max} characters.`)
    .refine((text) => text === '' || VISIBLE.test(text), 'Must be filled in.')
    .refine((text) => !CONTROL.test(text), 'May not contain line breaks or control characters.');

/** Text of several lines, trimmed, 1 to `max` characters. */
export const prose = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'Must be filled in.')
    .max(max, `May have at most ${max} characters.`)
    .refine((text) => !CONTROL_BUT_LINES.test(text), 'May not contain control characters.');

/** What mail programs would make a link of: names stand in mail to strangers. */
const ADDRESS = /:\/\/|\bwww\.|@|\w\.\w+\//iu;

/** A name of a person. */
export const name = () =>
  line(120).refine(
    (text) => CONTROL.test(text) || !ADDRESS.test(text),
    'May not contain an address of the web or of mail.',
  );

/** The id of a record (UUID), in lower case, as the database writes it. */
export const id = () =>
  z
    .string()
    .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i, 'Must be the id of a record.')
    .toLowerCase()
    .meta({ kind: 'id' });

/** An e-mail address; the domain is lower-cased, the local part keeps its case. */
export const email = () =>
  z
    .string()
    .trim()
    .max(254, 'May have at most 254 characters.')
    .regex(
      /^[^\s@"(),:;<>[\\\]]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u,
      'Must be an e-mail address such as name@example.com.',
    )
    .refine((text) => !/^\.|\.\.|\.@/.test(text), 'Must be an e-mail address such as name@example.com.')
    .refine((text) => !UNSEEN.test(text), 'May not contain characters that cannot be seen.')
    .transform((text) => {
      const at = text.lastIndexOf('@');
      return text.slice(0, at) + text.slice(at).toLowerCase();
    });

/** A domain name, lower-cased. */
export const domainName = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .max(253, 'May have at most 253 characters.')
    .regex(
      /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u,
      'Must be a domain name such as example.com.',
    )
    .refine((text) => !UNSEEN.test(text), 'May not contain characters that cannot be seen.');

/** A telephone number, kept as E.164; numbers without a country code are read as British. */
export const phone = () =>
  z
    .string()
    .trim()
    .max(40, 'May have at most 40 characters.')
    .transform((text, context) => {
      const parsed = parsePhoneNumberFromString(text, 'GB');
      if (parsed?.isPossible()) return parsed.number as string;
      context.addIssue({
        code: 'custom',
        message: 'Must be a telephone number such as 020 7946 0018 or +44 20 7946 0018.',
      });
      return z.NEVER;
    });

/** In characters as people count them, not in halves of them. */
const lengthOf = (text: string): number => [...text].length;

const TOO_LONG = `May have at most ${PASSWORD_LENGTH.max} characters.`;

/** A new password: 8 to 128 characters, no composition rules (NIST SP 800-63B, OWASP ASVS 6.2). [S36] */
export const newPassword = () =>
  z
    .string()
    // In halves of characters, of which there are two at most.
    .max(2 * PASSWORD_LENGTH.max, { error: TOO_LONG, abort: true })
    .refine(
      (text) => lengthOf(text) >= PASSWORD_LENGTH.min,
      `Must have at least ${PASSWORD_LENGTH.min} characters.`,
    )
    .refine((text) => lengthOf(text) <= PASSWORD_LENGTH.max, TOO_LONG);

/** A calendar date, `YYYY-MM-DD`. */
export const date = () => z.iso.date('Must be a date such as 2026-11-30.');

/** A calendar month, `YYYY-MM`. */
export const month = () => z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, 'Must be a month such as 2026-11.');

/** An accent colour, `#rrggbb`. */
export const colour = () =>
  z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, 'Must be a colour such as #1c7ed6.');

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const NO_COUNTRY = 'Must be a country code such as GB or IE.';
/** Codes that have a name but are no country. */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ']);

/** A country by its ISO 3166 alpha-2 code; what is often written instead, such as UK, becomes the code. */
export const country = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .max(2, NO_COUNTRY)
    .transform((text, context) => {
      const code = /^[A-Z]{2}$/.test(text) ? Intl.getCanonicalLocales(`und-${text}`)[0]?.slice(4) : undefined;
      if (code && COUNTRIES.of(code) && !NO_COUNTRIES.has(code)) return code;
      context.addIssue({ code: 'custom', message: NO_COUNTRY });
      return z.NEVER;
    });

const UK_POSTCODE = /^(GIR|[A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2})$/;

/** A postcode, in capitals and with single spaces; a British one has one space before its last three characters. */
export const postcode = () =>
  line(12).transform((text) => text.toUpperCase().replace(/\s+/g, ' ').replace(UK_POSTCODE, '$1 $2'));

/** A British postcode, in capitals with one space. */
export const ukPostcode = () =>
  postcode().refine((text) => UK_POSTCODE.test(text), 'Must be a British postcode such as LS1 4DY.');

/** Where something is installed: what an ambulance is told, so a British address and every part of it. */
export const installationAddress = () =>
  z.object({
    building: line(80),
    street: line(120),
    town: line(80),
    postcode: ukPostcode(),
  });

/** A postal address. */
export const address = () =>
  z.object({
    line1: line(120),
    line2: optional(line(120)),
    city: line(80),
    county: optional(line(80)),
    postcode: postcode(),
    country: country().default('GB'),
  });

/** Bank details in the British form: sort code and account number. */
export const bank = () =>
  z.object({
    accountName: line(70),
    sortCode: z
      .string()
      .trim()
      .regex(/^\d{2}-?\d{2}-?\d{2}$/, 'Must be a sort code such as 20-00-00.')
      .transform((text) => text.replaceAll('-', '').replace(/(..)(..)(..)/, '$1-$2-$3')),
    accountNumber: z
      .string()
      .trim()
      .regex(/^\d{8}$/, 'Must be an account number of 8 digits.'),
  });

/** A UK VAT number whose check digits fit, kept without spaces and with its country: 'GB123456782'. */
export const vatNumber = () =>
  line(40).transform((text, context) => {
    const checked = checkVatNumber(text);
    if (checked.ok) return checked.value;
    context.addIssue({ code: 'custom', message: checked.message });
    return z.NEVER;
  });

/** What the invoice numbers of an issuer begin with. */
export const invoicePrefix = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z0-9]{1,8}$/, 'Must be 1 to 8 letters A to Z or digits, such as NW.');

/** What a reseller calls a customer; unique among its customers. */
export const customerCode = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(
      /^[A-Z0-9][A-Z0-9-]{0,19}$/,
      'Must be up to 20 letters A to Z, digits or hyphens, such as GLOBEX-2.',
    );

/** What a product is called in orders and on price lists; unique in the catalogue. */
export const productCode = () =>
  z
    .string()
    .trim()
    .toUpperCase()
    .regex(
      /^[A-Z0-9][A-Z0-9-]{0,19}$/,
      'Must be up to 20 letters A to Z, digits or hyphens, such as MBX-50.',
    );

/** Money that is paid, credited or paid back, in minor units. */
export const moneyMinor = () =>
  z
    .number()
    .int()
    .min(1, 'Must be at least 0.01.')
    .max(100_000_000_000, 'Must be at most 1,000,000,000.00.')
    .meta({ kind: 'minor' });

/** A price of one unit for a month, without VAT, in minor units; nothing is a price too. */
export const priceMinor = () =>
  z
    .number()
    .int('Must be a whole number of pence or cents.')
    .min(0, 'Must not be negative.')
    .max(100_000_000, 'May be at most 1,000,000.00.')
    .meta({ kind: 'minor' });

/** What calls may come to in a day, in minor units. */
export const dayLimitMinor = () =>
  z
    .number()
    .int('Must be a whole number of pence or cents.')
    .min(1, 'Must be at least 0.01.')
    .max(100_000_000, 'May be at most 1,000,000.00.')
    .meta({ kind: 'minor' });

/** Days from its issue in which an invoice is to be paid, where nothing else is agreed. */
export const USUAL_PAYMENT_DAYS = 14;

/** Days from its issue in which an invoice is to be paid; 0 is the day of issue itself. */
export const paymentDays = () =>
  z
    .number('Must be a whole number of days.')
    .int('Must be a whole number of days.')
    .min(0, 'Must be from 0 to 90.')
    .max(90, 'Must be from 0 to 90.');

/** The day of the month with which a customer's months begin, for billing: one that every month has. */
export const billingDay = () =>
  z
    .number('Must be a day from 1 to 28.')
    .int('Must be a day from 1 to 28.')
    .min(1, 'Must be a day from 1 to 28.')
    .max(28, 'Must be a day from 1 to 28.');

/** A month of the year; 1 is January. */
export const monthOfYear = () =>
  z
    .number('Must be a month from 1 to 12.')
    .int('Must be a month from 1 to 12.')
    .min(1, 'Must be a month from 1 to 12.')
    .max(12, 'Must be a month from 1 to 12.');

/** Whoever is appointed to look after a tenant: the record of an administrator. */
export const administrator = () =>
  z.object({
    firstName: name(),
    lastName: name(),
    email: email(),
    phone: optional(phone()),
    mobile: optional(phone()),
    fax: optional(phone()),
  });

/** What may be left out: an absent, null or blank value becomes null. */
export function optional<T extends z.ZodType>(rule: T) {
  return z.preprocess(
    (value) => (value === undefined || (typeof value === 'string' && value.trim() === '') ? null : value),
    rule.nullable(),
  );
}

/** A field of an update that may be emptied: left out (undefined) it stays as it is, null or blank it becomes null. */
export function clearable<T extends z.ZodType>(rule: T) {
  return z
    .preprocess((value) => (typeof value === 'string' && value.trim() === '' ? null : value), rule.nullable())
    .optional();
}
