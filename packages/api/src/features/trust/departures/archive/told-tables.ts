import { finds, labelOf, SOLE_PERSON } from '../../../../kernel/held.ts';
import { markedSql } from '../../../../kernel/keyring.ts';
import { personalColumns, retentionRule } from '../../../../kernel/personal-data.ts';
import { allTables, columnOf, type TableDefinition } from '../../../../kernel/table.ts';

/** Whose everything is told: a company's, or a reseller's own. */
export interface Told {
  resellerId: string;
  companyId: string | null;
  /** The sign-ins that open nothing else than this tenant. */
  personIds: readonly string[];
}

/** A table of which rows are told, and how they are read. */
export interface ToldTable {
  definition: TableDefinition;
  label: string;
  /** As the tenant itself, or as whoever keeps what is held of its people. */
  as: 'TENANT' | 'KEEPER';
  /** SQL over the alias `t`; `$1` is the row after which to go on, `$2` the tenant, `$3` its sign-ins. */
  where: string;
  /** Columns that are files of their own. */
  files: string[];
}

/** What is there, and not told, with the reason. */
export const WITHHELD: Readonly<Record<string, string>> = {
  tenant_key: 'keys, under which the rest is sealed',
  tenant_archive: 'this file itself',
  tenant_archive_part: 'this file itself',
  rights_archive: 'what people asked for themselves: copies of what is in here',
};

/** Tables without a tenant of which rows are one's, and which. */
const OTHERWISE: Readonly<Record<string, string>> = {
  consent_purpose: 't.company_id = $2 or t.company_id is null and t.reseller_id = $2',
  consent_text:
    't.purpose_id in (select p.id from consent_purpose p where p.company_id = $2 or p.company_id is null and p.reseller_id = $2)',
};

/** Every table of which a tenant's archive has rows, in the order of their names. */
export function toldTables({ companyId }: Told): ToldTable[] {
  return allTables().flatMap((definition) => {
    const { table, options } = definition;
    if (table in WITHHELD) return [];
    const { tenant, may } = options;
    const reads = companyId ? may.company : may.reseller;
    const told = (as: ToldTable['as'], where: string): ToldTable[] => [
      { definition, label: labelOf(definition), as, where, files: filesOf(definition) },
    ];
    if (tenant === 'none') {
      if (OTHERWISE[table] && reads?.includes('s')) return told('TENANT', OTHERWISE[table]);
      const found = finds(definition);
      return found?.includes(SOLE_PERSON) ? told('KEEPER', found.replaceAll(SOLE_PERSON, 'any ($3)')) : [];
    }
    if (companyId && !tenant.company) return [];
    const own = companyId ? tenant.company : tenant.reseller;
    if (reads?.includes('s')) return told('TENANT', `t.${own} = $2`);
    // Beyond what it may look at itself it is told what is held of its people; the rest is its seller's.
    return isOfPeople(definition) ? told('KEEPER', `t.${own} = $2`) : [];
  });
}

const isOfPeople = (definition: TableDefinition): boolean =>
  personalColumns(definition).some(({ subject }) =>
    ['END_USER', 'ADMINISTRATOR', 'CORRESPONDENT'].includes(subject),
  );

const isBytes = (definition: TableDefinition, property: string): boolean =>
  definition.columns.get(property)?.type === 'bytea';

const filesOf = (definition: TableDefinition): string[] =>
  [...definition.columns.keys()].filter(
    (property) => isBytes(definition, property) && !/hash$/i.test(property),
  );

/** What it is called in words, why it is held and how long. */
export function wordsOf({ definition, label }: ToldTable): string {
  const { words } = retentionRule(definition.options.data.kept);
  return `${label}; kept: ${words}`;
}

/** The properties that are told: all but what lets somebody in, unless the tenant itself opens it, and what only others may know. */
export function toldProperties({ definition, as }: ToldTable, companyId: string | null): string[] {
  const { columns, secrets, restricted, sealed } = definition;
  const level = companyId ? 'COMPANY' : 'RESELLER';
  const credentials = personalColumns(definition).flatMap((column) =>
    column.class === 'CREDENTIAL' && !(as === 'TENANT' && sealed.includes(column.property))
      ? column.property
      : [],
  );
  return [...columns.keys()].filter((property) => {
    if (secrets.includes(property) || credentials.includes(property)) return false;
    const levels = restricted.get(columnOf(property));
    return as === 'KEEPER' || !levels || levels.includes(level);
  });
}

/** Where a file of a row is in the archive, as SQL over the alias `t`. */
const pathSql = (definition: TableDefinition, property: string): string => {
  const kind =
    { pdf: `'pdf'`, ubl: `'xml'` }[property] ??
    (definition.columns.has('type') ? `coalesce(nullif(split_part(t.type, '/', 2), ''), 'bin')` : `'bin'`);
  return `'files/${definition.table}/' || t.id || '.' || ${kind}`;
};

/** SQL of so many rows after `$1`, as a JSON list; what is sealed is marked to be opened. */
export function toldSql(
  { definition, where }: ToldTable,
  properties: readonly string[],
  most: number,
): string {
  const { table, sealed, columns } = definition;
  const selected = properties.map((property) => {
    const column = `t."${columnOf(property)}"`;
    if (sealed.includes(property))
      return `${markedSql(column, `${table}.${columnOf(property)}`, 't.id')} as "${property}"`;
    if (columns.get(property)?.type !== 'bytea') return `${column} as "${property}"`;
    if (!filesOf(definition).includes(property)) return `encode(${column}, 'hex') as "${property}"`;
    return `case when ${column} is not null then ${pathSql(definition, property)} end as "${property}"`;
  });
  return batchSql(table, where, `t.id as "id", ${selected.join(', ')}`, most);
}

/** SQL of the files of so many rows after `$1`, as a JSON list of their paths and bytes (base64). */
export function filesSql({ definition, where, files }: ToldTable, most: number): string {
  const each = files.map((property) => {
    const column = `t."${columnOf(property)}"`;
    return `case when ${column} is not null then json_build_array(${pathSql(definition, property)}, encode(${column}, 'base64')) end`;
  });
  return batchSql(
    definition.table,
    where,
    `t.id as "id", json_build_array(${each.join(', ')}) as "files"`,
    most,
  );
}

const batchSql = (table: string, where: string, selected: string, most: number): string =>
  `select json_agg(r.doc order by r.id)::text from
    (select t.id, (select row_to_json(x) from (select ${selected}) x) as doc from "${table}" t
      where t.id > $1::uuid and (${where.replaceAll('$2', '$2::uuid').replaceAll('$3', '$3::uuid[]')})
        and $2::uuid is not null and $3::uuid[] is not null order by t.id limit ${most}) r`;
