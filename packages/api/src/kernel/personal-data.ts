import { PURPOSE_WORDS } from '@steward/shared';
import { registerEnumType } from 'type-graphql';
import { allTables, propertyOf, type TableDefinition } from './table.ts';

/**
 * What the product holds about people, said where it is held: every table has a `data` sheet in which each of its columns says
 * its class, whose data it is, why it is held and how long. Records of processing, exports, erasures, retention
 * and breach notices are readings of it. [D3] [D4] [D6]
 */

const choices = <const T extends readonly string[]>(...words: T): { [K in T[number]]: K } =>
  Object.fromEntries(words.map((word) => [word, word])) as { [K in T[number]]: K };

/** What a column can tell of a person. */
export const DataClass = choices(
  'IDENTITY',
  'CONTACT',
  'LOCATION',
  'CREDENTIAL',
  'OFFICIAL_NUMBER',
  'TRAFFIC',
  'CONTENT',
  'PAYMENT',
  'SERVICE',
);
export type DataClass = keyof typeof DataClass;
registerEnumType(DataClass, {
  name: 'DataClass',
  description: 'What a piece of data can tell of a person.',
  valuesConfig: {
    IDENTITY: { description: 'Names, work addresses, pictures: who somebody is.' },
    CONTACT: { description: 'Telephone numbers and other ways of reaching them.' },
    LOCATION: { description: 'Where they are or were: postal addresses, networks.' },
    CREDENTIAL: { description: 'What lets them in; mostly kept as hashes.' },
    OFFICIAL_NUMBER: { description: 'Numbers that authorities gave.' },
    TRAFFIC: { description: 'When, how and with whom they communicated or signed in.' },
    CONTENT: { description: 'What they or others wrote.' },
    PAYMENT: { description: 'Bank and card details, and what was paid.' },
    SERVICE: { description: 'What they have been given, and how it stands.' },
  },
});

/** Whose data it is. */
export const Subject = choices('END_USER', 'ADMINISTRATOR', 'CUSTOMER', 'CORRESPONDENT', 'VISITOR', 'ACTOR');
export type Subject = keyof typeof Subject;
registerEnumType(Subject, {
  name: 'DataSubject',
  valuesConfig: {
    END_USER: { description: 'An end user of a company.' },
    ADMINISTRATOR: { description: 'Whoever signs in, as such.' },
    CUSTOMER: { description: 'A company or reseller, which may be a person trading by themselves.' },
    CORRESPONDENT: { description: 'The other side of a call or message.' },
    VISITOR: { description: 'Somebody who has not signed in.' },
    ACTOR: { description: 'Whoever did or decided something, in the note of it.' },
  },
});

interface PurposeWords {
  words: string;
  /** The lawful basis of whoever decides the purpose: UK GDPR Art. 6(1). */
  basis: 'CONTRACT' | 'LEGAL_OBLIGATION' | 'LEGITIMATE_INTERESTS' | 'CONSENT';
  because: string;
}

/** Why it is held. */
export const PURPOSES = {
  SERVING: {
    words: PURPOSE_WORDS.SERVING,
    basis: 'CONTRACT',
    because: 'the agreement for the services',
  },
  SIGN_IN: {
    words: PURPOSE_WORDS.SIGN_IN,
    basis: 'CONTRACT',
    because: 'the agreement for the services',
  },
  BILLING: { words: PURPOSE_WORDS.BILLING, basis: 'CONTRACT', because: 'the agreement for the services' },
  ACCOUNTING: {
    words: PURPOSE_WORDS.ACCOUNTING,
    basis: 'LEGAL_OBLIGATION',
    because: 'Companies Act 2006 s. 386, VAT Regulations 1995 reg. 31',
  },
  SECURITY: {
    words: PURPOSE_WORDS.SECURITY,
    basis: 'LEGITIMATE_INTERESTS',
    because: 'the security of everyone’s data (Art. 32)',
  },
  SUPPORT: {
    words: PURPOSE_WORDS.SUPPORT,
    basis: 'CONTRACT',
    because: 'the agreement for the services',
  },
  ACCOUNTABILITY: {
    words: PURPOSE_WORDS.ACCOUNTABILITY,
    basis: 'LEGAL_OBLIGATION',
    because: 'UK GDPR Art. 5(2)',
  },
  RIGHTS: {
    words: PURPOSE_WORDS.RIGHTS,
    basis: 'LEGAL_OBLIGATION',
    because: 'UK GDPR Art. 12 to 22',
  },
  MARKETING: {
    words: PURPOSE_WORDS.MARKETING,
    basis: 'CONSENT',
    because: 'UK GDPR Art. 6(1)(a), PECR reg. 22',
  },
} as const satisfies Record<string, PurposeWords>;
export type Purpose = keyof typeof PURPOSES;
/** The purposes as GraphQL knows them. */
export const PurposeChoice = choices(...(Object.keys(PURPOSES) as Purpose[]));
registerEnumType(PurposeChoice, { name: 'ProcessingPurpose', description: 'Why data is held.' });

interface RuleWords {
  words: string;
  /** How long after it began; none where something else ends it. */
  months?: number;
  days?: number;
  /** The fewest months that a tenant may choose instead; without it the time is what it is. */
  least?: number;
  /** By what: a statute goes before a contract, that before a default of the product. */
  by: 'STATUTE' | 'CONTRACT' | 'DEFAULT';
  because: string;
}

/** How long it is kept: the lines of the retention matrix. [D4] */
export const RETENTION_RULES = {
  ACCOUNT: {
    words: 'While the company is a customer, and six months more',
    months: 6,
    least: 0,
    by: 'CONTRACT',
    because: 'what is needed to serve a customer goes when they have gone',
  },
  SUPPORT: {
    words: 'Until the agreement ends, and six months more',
    months: 6,
    least: 0,
    by: 'CONTRACT',
    because: 'support matters are kept for the life of the agreement and six months',
  },
  ADD_ON: {
    words: 'Six months after delivery',
    months: 6,
    least: 0,
    by: 'CONTRACT',
    because: 'what was needed to deliver an add-on service goes six months after it',
  },
  EXCHANGE: {
    words: 'Five years',
    months: 60,
    least: 60,
    by: 'CONTRACT',
    because: 'accounts and logs of data exchanged are kept for five years at least',
  },
  TRAFFIC: {
    words: 'Until what was charged can no longer be challenged',
    months: 12,
    least: 2,
    by: 'STATUTE',
    because: 'PECR reg. 7(5)',
  },
  ACCOUNTS: {
    words: 'Six years after the end of the year',
    months: 84,
    least: 84,
    by: 'STATUTE',
    because: 'VAT Act 1994 Sch. 11 para. 6, Companies Act 2006 s. 388',
  },
  PROOF: {
    words: 'Six years',
    months: 72,
    least: 72,
    by: 'STATUTE',
    because: 'Limitation Act 1980 s. 5: as long as a claim can be made about it',
  },
  SECURITY: {
    words: 'A year',
    months: 12,
    least: 1,
    by: 'DEFAULT',
    because: 'attacks are often found months later',
  },
  MESSAGES: {
    words: 'A year',
    months: 12,
    least: 0,
    by: 'DEFAULT',
    because: 'whether somebody was told is asked within a year',
  },
  SHORT: { words: 'Thirty days', days: 30, by: 'DEFAULT', because: 'it has done its work within a day' },
  WHILE_USED: {
    words: 'While it is used',
    by: 'DEFAULT',
    because: 'it says how the product works, not who anybody is',
  },
} as const satisfies Record<string, RuleWords>;
export type RetentionRule = keyof typeof RETENTION_RULES;
/** A line of the matrix. */
export const retentionRule = (rule: RetentionRule): RuleWords => RETENTION_RULES[rule];
/** The rules as GraphQL knows them. */
export const RetentionRuleChoice = choices(...(Object.keys(RETENTION_RULES) as RetentionRule[]));
registerEnumType(RetentionRuleChoice, { name: 'RetentionRule', description: 'How long data is kept.' });

/** Properties of one subject, by class; names with spaces between them. */
type OfSubject = { for: Purpose } & { [C in DataClass]?: string };

/**
 * What the columns of a table hold: each property is named once, under whose data it is and its class, or under `none`.
 * Ids, which tell nothing by themselves, are not named; generated columns are what they are made of.
 */
export type DataSheet = {
  kept: RetentionRule;
  /** The property with which the time begins; without it, the end of the tenant's agreement or of what it belongs to. */
  since?: string;
  /**
   * What becomes of it when its time is over, or the one it is about is erased: the row goes, or only what is personal in it.
   * Every table with personal data says so.
   */
  ends?: 'row' | 'values' | `never: ${string}`;
  /** SQL of what is put in place of a value, where it cannot be nothing; the column's own name: it stays. */
  emptied?: Readonly<Record<string, string>>;
  none?: string;
  /** What people call one of its rows, where the table's own name does not say it to them. */
  called?: string;
  /**
   * SQL over the alias `t` of the rows that are about the end user `$1`, where no column for an end user says so; or why none
   * are about one.
   */
  whose?: string | `nobody: ${string}`;
} & { [S in Subject]?: OfSubject };

/** One column of the registry. */
export interface HeldColumn {
  table: string;
  property: string;
  subject: Subject;
  class: DataClass;
  purpose: Purpose;
  kept: RetentionRule;
}

const named = (names: string | undefined): string[] => names?.split(' ') ?? [];

/** The personal columns of a table, as its sheet says. */
export function personalColumns({ table, options: { data } }: TableDefinition): HeldColumn[] {
  return (Object.keys(Subject) as Subject[]).flatMap((subject) => {
    const sheet = data[subject];
    if (!sheet) return [];
    return (Object.keys(DataClass) as DataClass[]).flatMap((dataClass) =>
      named(sheet[dataClass]).map((property) => ({
        table,
        property,
        subject,
        class: dataClass,
        purpose: sheet.for,
        kept: data.kept,
      })),
    );
  });
}

/** Every personal column of the product. */
export const heldColumns = (): HeldColumn[] => allTables().flatMap(personalColumns);

/** What is wrong with what a table's sheet says of its columns, a sentence each; `columns` are those that are no ids. */
export function sheetProblems(
  { table, options: { data } }: Pick<TableDefinition, 'table' | 'options'>,
  columns: readonly string[],
): string[] {
  const properties = columns.map(propertyOf);
  const said = [
    ...personalColumns({ table, options: { data } } as TableDefinition).map(({ property }) => property),
    ...named(data.none),
  ];
  const problems = properties
    .filter((property) => !said.includes(property))
    .map(
      (property) =>
        `${table}.${property}: its table's data sheet does not say what it tells of whom; name it there.`,
    );
  problems.push(
    ...[...new Set(said)]
      .filter((property) => !properties.includes(property))
      .map((property) => `${table}.${property}: the data sheet names it, the table has no such column.`),
    ...said
      .filter((property, i) => said.indexOf(property) !== i)
      .map((property) => `${table}.${property}: the data sheet names it twice.`),
  );
  const personal = said.length > named(data.none).length;
  if (personal && !data.ends)
    problems.push(
      `${table}: say in its data sheet how what it holds of people ends: with the row, or with its values.`,
    );
  if (!personal && data.ends) problems.push(`${table}: holds nothing of anybody that could end.`);
  if (data.since && !properties.includes(data.since))
    problems.push(`${table}: its time is to begin with ${data.since}, which it does not have.`);
  return problems;
}
