import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { spoken } from '../../../lib/words.ts';

/** A table of the product as people call what stands in it: `mail_recipient` → "Mail recipient". */
export const tableWords = (table: string): string => TABLES[table] ?? spoken(table);

const TABLES: Readonly<Record<string, string>> = {
  access_entry: 'Who looked',
  call_record: 'Calls',
  call_rating: 'Earlier ratings of calls',
  change_set_row: 'Rows of uploads',
  email_address: 'E-mail addresses',
  end_user: 'End users',
  mail: 'Letters',
  membership: 'Sign-ins',
  person: 'People who sign in',
  session: 'Sessions',
  security_event: 'Security events',
  service_order: 'Orders',
};

/** What falls under each line of the matrix. */
export const RULE_WORDS = {
  ACCOUNT: 'Accounts of a customer',
  SUPPORT: 'Support matters',
  ADD_ON: 'Add-on services',
  EXCHANGE: 'Data exchange, accounts and logs',
  TRAFFIC: 'Traffic data',
  ACCOUNTS: 'Accounting records',
  PROOF: 'Evidence',
  SECURITY: 'Security events',
  MESSAGES: 'Letters and notices',
  SHORT: 'Links, codes and other passing things',
  WHILE_USED: 'Settings',
} as const;
export type Rule = keyof typeof RULE_WORDS;

export const DECIDERS = {
  STATUTE: 'The law',
  CONTRACT: 'The agreement',
  DEFAULT: 'Usual',
  CHOICE: 'Your choice',
} as const;

/** Months as people say them: "6 years", "18 months", "At once". */
export function monthsWords(months: number): string {
  if (months === 0) return 'At once';
  if (months % 12 === 0) return months === 12 ? '1 year' : `${months / 12} years`;
  return months === 1 ? '1 month' : `${months} months`;
}

export const retentionDocument = graphql(`
  query Retention($companyId: ID) {
    retentionMatrix(companyId: $companyId) {
      rule
      words
      because
      decidedBy
      months
      days
      usualMonths
      leastMonths
      classes
      purposes
      tables
    }
    retentionPreview(companyId: $companyId) {
      table
      class
      rule
      dueCount
      heldCount
      holds {
        reference
        count
      }
      months {
        month
        dueCount
        heldCount
      }
    }
    legalHolds(first: 1, filter: { inForce: true, companyId: $companyId }) {
      totalCount
    }
    retentionRuns(first: 1, filter: { companyId: $companyId }) {
      nodes {
        id
        startedAt
        gone
        held
      }
    }
  }
`);

export type Retention = ResultOf<typeof retentionDocument>;
export type Line = Retention['retentionMatrix'][number];
type Due = Retention['retentionPreview'][number];

/** What is over of one table, whose classes the preview tells one by one. */
export interface DueTable extends Omit<Due, 'class'> {
  classes: Due['class'][];
}

/** The preview table by table. */
export function dueTables(preview: readonly Due[]): DueTable[] {
  const tables = new Map<string, DueTable>();
  for (const { class: dataClass, ...due } of preview) {
    const known = tables.get(due.table);
    tables.set(due.table, { ...due, classes: [...(known?.classes ?? []), dataClass] });
  }
  return [...tables.values()];
}

export const total = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);
