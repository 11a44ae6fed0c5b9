import { mustStay } from './forgetting.ts';
import { markedSql } from './keyring.ts';
import type { HeldColumn, RETENTION_RULES as Rules } from './personal-data.ts';
import { type DataClass, PURPOSES, personalColumns, RETENTION_RULES } from './personal-data.ts';
import { allTables, columnOf, type TableDefinition } from './table.ts';

/**
 * What is held of one person, table by table: how its rows are found, what becomes of them when the person is erased, and how
 * they read. All of it follows from the tables' data sheets. [D3]
 */

/** What becomes of it when somebody asks to be erased. */
export type OnErasure = 'GOES' | 'EMPTIED' | 'KEPT';

export interface HeldTable {
  definition: TableDefinition;
  /** In words. */
  label: string;
  /** SQL over the alias `t`; `$1` is the end user. */
  where: string;
  classes: DataClass[];
  purpose: HeldColumn['purpose'];
  rule: (typeof Rules)[keyof typeof Rules] & { months?: number; days?: number };
  onErasure: OnErasure;
  /** Why it is kept, or why it goes, in words. */
  why: string;
}

/** Those of whom a person's rows tell: themselves, as who signs in, and whom they spoke with. */
const OF_PERSON: readonly HeldColumn['subject'][] = ['END_USER', 'ADMINISTRATOR', 'CORRESPONDENT'];

const columnsOfPerson = (definition: TableDefinition): HeldColumn[] =>
  personalColumns(definition).filter(({ subject }) => OF_PERSON.includes(subject));

/** SQL over the alias `t`, `$1` the end user: how rows are found from one, as the sheet says, else by the column for one. */
export function finds({ options, columns }: TableDefinition): string | undefined {
  if (options.data.whose) return options.data.whose;
  if (options.tenant !== 'none' && options.tenant.endUser) return `t.${options.tenant.endUser} = $1`;
  return columns.has('endUserId') ? 't.end_user_id = $1' : undefined;
}

/** In how rows without a tenant are found: the sign-in of an end user that opens nothing else. */
export const SOLE_PERSON = 'sole_person_of($1)';

/** What is wrong with how a table's sheet says whose its rows are. */
export const findingProblems = (definition: TableDefinition): string[] =>
  personalColumns(definition).some(({ subject }) => subject === 'END_USER' || subject === 'ADMINISTRATOR') &&
  !finds(definition)
    ? [
        `${definition.table}: say in its data sheet (whose) how its rows are found from an end user, or that none are about one.`,
      ]
    : [];

/** What people call it: as its sheet says, or the table's name; `email_address` is "Email address". */
export const labelOf = ({ table, options }: TableDefinition): string => {
  const words = options.data.called ?? table.replaceAll('_', ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
};

/** Every table that can hold something of an end user, in the order of their names. */
export function heldTables(): HeldTable[] {
  return allTables().flatMap((definition) => {
    const columns = columnsOfPerson(definition);
    const where = finds(definition);
    const [first] = columns;
    if (!first || !where || where.startsWith('nobody')) return [];
    const { data } = definition.options;
    const rule = RETENTION_RULES[data.kept];
    const [onErasure, why] = fateOf(definition);
    return {
      definition,
      label: labelOf(definition),
      where: `(${where})`,
      classes: [...new Set(columns.map((column) => column.class))],
      purpose: first.purpose,
      rule,
      onErasure,
      why,
    };
  });
}

/** What a law or a contract keeps stays when its person is erased: UK GDPR Art. 17(3). */
function fateOf(definition: TableDefinition): [OnErasure, string] {
  const { data } = definition.options;
  const rule = RETENTION_RULES[data.kept];
  if (mustStay(definition)) return ['KEPT', `${rule.words}: ${rule.because}`];
  return [data.ends === 'row' ? 'GOES' : 'EMPTIED', 'Nothing asks for it to be kept'];
}

/** SQL: the time of a row that is kept is over, at `$2`; null where nothing says when it began. */
export function overSql({ definition, rule }: HeldTable): string | null {
  const { since, ends } = definition.options.data;
  if (!since || ends?.startsWith('never')) return null;
  const span = rule.months ? `${rule.months} months` : rule.days ? `${rule.days} days` : null;
  return span && `t."${columnOf(since)}"::timestamptz + interval '${span}' < $2::timestamptz`;
}

/** One statement: how many rows of each table, as JSON `{table: count}`; `$1` is the end user. */
export const countsSql = (tables: readonly HeldTable[]): string =>
  `select json_object_agg(h.name, h.count)::text from (${tables
    .map(
      ({ definition: { table }, where }) =>
        `select '${table}' as name, count(*)::integer as count from "${table}" t where ${where.replaceAll('$1', '$1::uuid')}`,
    )
    .join(' union all ')}) h where h.count > 0`;

/** One statement: the rows of a table as JSON, what is sealed marked to be opened; what lets somebody in is left out. */
export function rowsSql({ definition, where }: HeldTable): string {
  const { table, columns, sealed, options } = definition;
  const withheld = new Set([
    ...personalColumns(definition)
      .filter(({ class: of, subject }) => of === 'CREDENTIAL' || !OF_PERSON.includes(subject))
      .map(({ property }) => property),
    ...definition.secrets,
  ]);
  const said = new Set([
    ...columnsOfPerson(definition).map(({ property }) => property),
    ...(options.data.none?.split(' ') ?? []),
  ]);
  const pairs = [...columns]
    .filter(([property]) => said.has(property) && !withheld.has(property))
    .map(([property, { type }]) => {
      const column = `t."${columnOf(property)}"`;
      const place = `${table}.${columnOf(property)}`;
      if (sealed.includes(property)) return `'${property}', ${markedSql(column, place, 't.id')}`;
      return `'${property}', ${type === 'bytea' ? `encode(${column}, 'base64')` : column}`;
    });
  return `select json_agg(r.doc order by r.id)::text from
    (select t.id, json_build_object('id', t.id${pairs.map((pair) => `, ${pair}`).join('')}) as doc from "${table}" t
      where ${where.replaceAll('$1', '$1::uuid')}) r`;
}

/** The properties of a table that are bytes: files of their own. */
export const fileProperties = ({ definition }: HeldTable): string[] =>
  [...definition.columns].filter(([, { type }]) => type === 'bytea').map(([property]) => property);

/** Whether somebody may take it elsewhere: what a contract or a consent is the ground of. UK GDPR Art. 20. */
export const isPortable = ({ purpose }: HeldTable): boolean =>
  ['CONTRACT', 'CONSENT'].includes(PURPOSES[purpose].basis);
