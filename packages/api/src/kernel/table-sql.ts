import { allTables, isHistory, type TableDefinition } from './table.ts';

/** The triggers and the function that follow from the words of tables, as the text of a file of repeatable SQL. */
export const sqlOfTables = (): string => {
  const tables = allTables();
  return [
    ...tables.flatMap(beginsOnlyWhileActive),
    ...tables.flatMap(leavesRestrictedAlone),
    moveCompany(tables),
  ].join('\n');
};

function beginsOnlyWhileActive({ table, options }: TableDefinition): string[] {
  if (options.tenant === 'none' || options.begins !== 'only while active') return [];
  const { reseller, company } = options.tenant;
  // The company's own row is what is begun.
  const columns = [reseller, company].filter((column) => column && column !== 'id').join(', ');
  return [
    `create or replace trigger begin_nothing_while_suspended after insert on ${table}
  referencing new table as added for each statement execute function begin_nothing_while_suspended(${columns});
`,
  ];
}

/** Of somebody whose data is restricted nothing begins, changes or goes by anybody's hand. [D3] */
function leavesRestrictedAlone({ table, options }: TableDefinition): string[] {
  if (options.tenant === 'none' || options.begins !== 'only while active' || !options.tenant.endUser)
    return [];
  return [
    `create or replace trigger leave_restricted_alone before insert or update or delete on ${table}
  for each row execute function leave_restricted_alone(${options.tenant.endUser});
`,
  ];
}

/**
 * Moves a company to another reseller: one statement per table whose rows are with their company, all checked together at
 * the end; what happened stays. Jobs that wait for a moved row go on under the new reseller.
 */
function moveCompany(tables: readonly TableDefinition[]): string {
  const moved = tables.filter(
    ({ options }) => options.tenant !== 'none' && options.tenant.company && !isHistory(options),
  );
  const columns = ({ options }: TableDefinition) => options.tenant as { reseller: string; company: string };
  const updates = moved.map(
    (definition) =>
      `  update ${definition.table} t set ${columns(definition).reseller} = to_reseller where t.${columns(definition).company} = move_company.company;`,
  );
  const ids = moved.map(
    (definition) =>
      `select t.id from ${definition.table} t where t.${columns(definition).company} = move_company.company`,
  );
  return `
-- called by platform
create or replace function move_company(company uuid, to_reseller uuid) returns void language plpgsql as $$
declare former uuid;
begin
  select c.reseller_id into strict former from company c where c.id = move_company.company for update;
  set constraints all deferred;
${updates.join('\n')}
  set constraints all immediate;
  perform readdress_jobs(former, to_reseller, array(${ids.join('\n    union all ')}));
end $$;
`;
}
