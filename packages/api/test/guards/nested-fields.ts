import type { Level } from '@steward/shared';
import { isObjectType } from 'graphql';
import { schema } from '../../src/app.ts';
import type { List } from '../../src/kernel/read/list.ts';
import { allTables, type FieldPlan } from '../../src/kernel/table.ts';
import { ASKERS, type Asker, letterOf, mayAsk } from './field-roles.ts';

/**
 * What whoever gets an object gets of it: a value, nothing (null), or a refusal. It follows from how the field is declared: for
 * some levels, as a list with a permission of its own, or like the object itself.
 */
export type Nested =
  | { kind: 'value' }
  | { kind: 'levels'; levels: readonly Level[] }
  | { kind: 'list'; list: List };

const nestedOf = (plan: FieldPlan | undefined): Nested => {
  if (plan?.kind === 'connection') return { kind: 'list', list: plan.list() as List };
  if (plan && 'levels' in plan && plan.levels) return { kind: 'levels', levels: plan.levels };
  return { kind: 'value' };
};

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Every field of every object type below the roots. */
export function nestedFields(): { type: string; field: string; nested: Nested }[] {
  const tables = new Map(allTables().map((table) => [table.typeName, table]));
  return Object.values(schema().getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__') && !ROOTS.has(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((type) =>
      Object.keys(type.getFields())
        .sort()
        .map((field) => ({
          type: type.name,
          field,
          nested: nestedOf(tables.get(type.name)?.fields.get(field)),
        })),
    );
}

/** Whether the asker gets a value of the field, of an object that they get. */
export function gets(asker: Asker, nested: Nested): boolean {
  if (nested.kind === 'value') return true;
  if (nested.kind === 'levels') return asker.level !== undefined && nested.levels.includes(asker.level);
  return mayAsk(asker, nested.list.options.permission);
}

const HEAD = `What whoever gets an object of the API gets of it. Fields that are there for all who get the object stand first. Of the others each
line says who gets a value, by the letters of field-roles.txt; for whom there is a dot, a field of some levels is null and a list is refused
(the permission that it asks for stands behind it). Rows themselves follow row security. Written by
  vitest run packages/api/test/guards/nested-fields.test.ts -u
and reviewed like code: a field that is new, or for others, fails until it stands here.
`;
const WIDTH = 118;

/** The file as it is committed. */
export function nestedMatrix(): string {
  const all = Map.groupBy(nestedFields(), ({ type }) => type);
  const paged = [...all.keys()].flatMap((type) => pagedBy(type, all) ?? []);
  const types = [...all].filter(([type]) => !paged.some((of) => pagesOf(of).includes(type)));
  const blocks = types.map(([type, fields]) => {
    const groups = Map.groupBy(fields, ({ nested }) => keyOf(nested));
    const lines = [...groups]
      .toSorted(([a], [b]) => (a === '' ? -1 : b === '' ? 1 : a.localeCompare(b)))
      .flatMap(([key, some]) =>
        wrapped(
          some.map(({ field }) => field),
          key ? `  ${key}  ` : '  ',
        ),
      );
    return `${type}\n${lines.join('\n')}\n`;
  });
  return `${HEAD}\n${blocks.join('\n')}\n${PAGES}\n${wrapped(paged, '  ').join('\n')}\n`;
}

const PAGES =
  'Connection (edges nodes pageInfo totalCount) and Edge (cursor node), whose fields are there for all who get them, of';

/** The types by which a type is paged. */
export const pagesOf = (type: string): string[] => [`${type}Connection`, `${type}Edge`];

/** What this type is the connection of, if that and its edge are as all are; undefined if it is worth a look of its own. */
function pagedBy(type: string, all: ReadonlyMap<string, readonly { field: string; nested: Nested }[]>) {
  const of = /^(.+)Connection$/.exec(type)?.[1];
  if (!of) return undefined;
  const said = pagesOf(of).map((name) =>
    (all.get(name) ?? [])
      .map(({ field, nested }) => (nested.kind === 'value' ? field : `${field}!`))
      .join(' '),
  );
  return said[0] === 'edges nodes pageInfo totalCount' && said[1] === 'cursor node' ? of : undefined;
}

/** How it is written who gets it; blank for all. */
function keyOf(nested: Nested): string {
  if (nested.kind === 'value') return '';
  const cells = ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER', undefined].map((level) =>
    ASKERS.filter((asker) => asker.level === level)
      .map((asker) => (gets(asker, nested) ? letterOf(asker) : '.'))
      .join(''),
  );
  return `${cells.join(' ')}  ${nested.kind === 'list' ? nested.list.options.permission : 'null'}:`;
}

function wrapped(words: readonly string[], before: string): string[] {
  const lines: string[] = [];
  let line = before;
  for (const word of words) {
    if (line.length + word.length > WIDTH) {
      lines.push(line.trimEnd());
      line = '      ';
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
