import { type HeldColumn, personalColumns, retentionRule } from './personal-data.ts';
import { columnOf, type TableDefinition } from './table.ts';

/**
 * Forgetting: what is no longer to be kept of people goes with its row, or is emptied in it, as the table's data sheet says. Only
 * the product itself does so, as a role of its own that can do nothing else, and for one tenant at a time. [D3] [D4]
 */

/** The role. */
export const KEEPER = 'steward_keeper';

/** Whose rows: those of a company, wherever they happened, or those of a reseller that are no company's. */
export interface Keeping {
  resellerId: string;
  companyId: string | null;
}

/** A column that is emptied, and SQL of what then stands there. */
export interface Emptied {
  column: HeldColumn;
  /** The column's name in the database. */
  name: string;
  value: string;
}

/** Classes of which times, counts and states stay: they tell nothing once nobody is named beside them. */
const STAYS: readonly HeldColumn['class'][] = ['TRAFFIC', 'SERVICE'];

/** What is emptied in rows of a table that ends with its values. */
export function emptied(definition: TableDefinition): Emptied[] {
  const { data } = definition.options;
  return personalColumns(definition).flatMap((column) => {
    const name = columnOf(column.property);
    const said = data.emptied?.[column.property];
    const value = said ?? nothingFor(definition, column);
    return value === undefined || value === name ? [] : [{ column, name, value }];
  });
}

function nothingFor(
  { columns }: TableDefinition,
  { property, class: dataClass }: HeldColumn,
): string | undefined {
  const { type, nullable } = columns.get(property) ?? { type: 'text', nullable: false };
  if (type === 'jsonb') return nullable ? 'null' : `'{}'`;
  if (STAYS.includes(dataClass)) return undefined;
  if (nullable) return 'null';
  if (type.endsWith('[]')) return `'{}'`;
  return type === 'bytea' || type === 'text' ? `''` : undefined;
}

/**
 * Whether a table's rows stay for their time whoever asks for their end, or for good: a law keeps them, or the documents promise them
 * for years. UK GDPR Art. 17(3) and 28(3)(g).
 */
export const mustStay = ({ options: { data } }: TableDefinition): boolean =>
  !!data.ends?.startsWith('never') || data.kept === 'EXCHANGE' || retentionRule(data.kept).by === 'STATUTE';

/** SQL: the keeper works for a tenant that is deleted, of which every row goes that need not stay. [S20] */
export const OF_DELETED = '(select keeps_only_what_must())';

/** Whether the keeper may delete rows of the table, people's or not, of a tenant that is deleted. */
export const goesWhole = (definition: TableDefinition): boolean =>
  definition.options.tenant !== 'none' && !mustStay(definition);

/** Whether anything of the table ever ends. */
export const canEnd = (definition: TableDefinition): boolean =>
  definition.options.data.ends === 'row' ||
  (definition.options.data.ends === 'values' && emptied(definition).length > 0);

/** SQL over the alias `t`: there is something of people in the row that would end. */
export function isFull(definition: TableDefinition): string {
  if (definition.options.data.ends === 'row') return 'true';
  const values = emptied(definition).map(({ name, value }) => `t."${name}" is distinct from ${value}`);
  return values.join(' or ') || 'false';
}

/** SQL that forgets the rows of a condition over the alias `t`, as the sheet says; one row with their number. */
export function forgetSql(definition: TableDefinition, where: string): string {
  const { table, options } = definition;
  const { ends } = options.data;
  if (ends === 'row')
    return `with gone as (delete from "${table}" t where ${where} returning 1) select count(*)::integer as count from gone`;
  if (ends !== 'values') throw new Error(`Nothing of the table ${table} is ever forgotten: ${ends}.`);
  const values = emptied(definition);
  if (!values.length) return 'select 0 as count';
  const set = values.map(({ name, value }) => `"${name}" = ${value}`).join(', ');
  return `with gone as (update "${table}" t set ${set} where (${where}) and (${isFull(definition)}) returning 1)
    select count(*)::integer as count from gone`;
}

/** SQL of what stands for a customer in a document whose time is over. */
export const FORMER_CUSTOMER = `buyer || jsonb_build_object('name', 'Former customer', 'attention', null, 'vatNumber', null,
  'addressLines', jsonb_build_array(), 'address', jsonb_build_object('line1', '', 'line2', null, 'city', '', 'county', null,
    'postcode', '', 'country', buyer->'address'->>'country'))`;

/** SQL of an address of which only the country is left: so much decides what VAT was charged. */
export const FORMER_ADDRESS = `jsonb_build_object('line1', '', 'line2', null, 'city', '', 'county', null, 'postcode', '',
  'country', coalesce(address->>'country', 'GB'))`;
