import { parse } from 'csv-parse/sync';
import { invalid } from '../../../../kernel/problem.ts';
import { type CsvRecord, csvOptions } from './csv-options.ts';

/** What a file can say of an end user, in the order of the preview. */
export const USER_FIELDS = [
  'firstName',
  'lastName',
  'email',
  'mobile',
  'phone',
  'jobTitle',
  'department',
] as const;
export type UserField = (typeof USER_FIELDS)[number];

/** Titles that columns go by, without case, spaces and punctuation: those of common directories and address books. */
const TITLES: Record<UserField, readonly string[]> = {
  firstName: ['firstname', 'first', 'givenname', 'forename', 'christianname'],
  lastName: ['lastname', 'last', 'surname', 'familyname', 'secondname'],
  email: ['email', 'emailaddress', 'mail', 'mailaddress', 'primaryemail', 'primaryemailaddress', 'workemail'],
  mobile: ['mobile', 'mobilephone', 'mobilenumber', 'mobilephonenumber', 'cell', 'cellphone', 'cellular'],
  phone: [
    'phone',
    'phonenumber',
    'telephone',
    'telephonenumber',
    'tel',
    'landline',
    'officephone',
    'workphone',
    'businessphone',
  ],
  jobTitle: ['jobtitle', 'job', 'position', 'role'],
  department: ['department', 'dept', 'division'],
};
const FIELD_OF = new Map(
  USER_FIELDS.flatMap((field) => TITLES[field].map((title) => [title, field] as const)),
);

/** Columns a file must have. The e-mail column may be empty, but one that is merely misspelt must not go unnoticed. */
const REQUIRED = { firstName: 'First name', lastName: 'Last name', email: 'E-mail' } as const;

const MOST_COLUMNS = 100;
const DELIMITERS = [',', ';', '\t'] as const;

export interface Heading {
  delimiter: string;
  /** The field of each column; undefined for a column that is not understood. */
  fields: (UserField | undefined)[];
  unknownColumns: string[];
  /** Bytes of the text up to the first row below the heading. */
  bytes: number;
}

const plain = (title: string): string => title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const shown = (title: string): string => (title.length > 60 ? `${title.slice(0, 60)}…` : title);

/**
 * Reads the titles of the columns, whichever of comma, semicolon and tab is between them: the one under which most of
 * them are understood. INVALID_INPUT says which columns are missing, double or too many.
 */
export function readHeading(text: Buffer): Heading {
  // Excel writes and heeds such a line in front.
  const told = /^sep=([^\r\n])(?:\r\n|\n|\r)/i.exec(text.subarray(0, 8).toString('latin1'));
  const skipped = told ? told[0].length : 0;
  const readings = (told ? [told[1] as string] : DELIMITERS)
    .map((delimiter) => titlesWith(text.subarray(skipped), delimiter))
    .filter((reading) => reading !== undefined);
  const [best] = readings.toSorted((a, b) => b.known - a.known || b.titles.length - a.titles.length);
  if (!best)
    throw invalid('file', 'Line 1 has a quotation mark that is out of place: it must name the columns.');
  const { titles, delimiter } = best;
  if (titles.length > MOST_COLUMNS) throw invalid('file', `May have at most ${MOST_COLUMNS} columns.`);
  const fields = titles.map((title) => FIELD_OF.get(plain(title)));
  assertComplete(titles, fields);
  const unknownColumns = titles.filter((title, i) => title && !fields[i]).map(shown);
  return { delimiter, fields, unknownColumns, bytes: skipped + best.bytes };
}

interface Reading {
  delimiter: string;
  titles: string[];
  known: number;
  bytes: number;
}

function titlesWith(text: Buffer, delimiter: string): Reading | undefined {
  try {
    const options = { ...csvOptions(delimiter), to: 1, skip_empty_lines: true };
    const [first] = parse(text, options) as unknown as CsvRecord[];
    if (!first) throw invalid('file', 'The file is empty.');
    const titles = first.record.map((title) => title.trim());
    const known = titles.filter((title) => FIELD_OF.has(plain(title))).length;
    return { delimiter, titles, known, bytes: first.info.bytes };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code !== 'INVALID_INPUT') return undefined;
    throw error;
  }
}

function assertComplete(titles: readonly string[], fields: readonly (UserField | undefined)[]): void {
  for (const field of USER_FIELDS) {
    const same = titles.filter((_title, i) => fields[i] === field);
    if (same.length > 1) {
      throw invalid(
        'file',
        `The columns ${same.map((title) => `“${shown(title)}”`).join(' and ')} mean the same: keep one.`,
      );
    }
  }
  const missing = Object.entries(REQUIRED).flatMap(([field, title]) =>
    fields.includes(field as UserField) ? [] : [`“${title}”`],
  );
  if (!missing.length) return;
  const found = titles.filter(Boolean).slice(0, 10).map(shown).join(', ');
  const columns = missing.length === 1 ? 'the column' : 'the columns';
  throw invalid(
    'file',
    `The first line must name ${columns} ${missing.join(', ')}. Found: ${found || 'none'}.`,
  );
}
