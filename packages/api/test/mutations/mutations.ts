import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { features } from '../../src/app.ts';
import { allTables, type TableDefinition } from '../../src/kernel/table.ts';

/** Something that protects, taken away: what it is, and how the sources are without it. */
export interface Mutation {
  name: string;
  /** The quick tests that ought to notice. */
  noticed: readonly string[];
  apply: (root: string) => void;
}

const PROTECTION = 'packages/api/src/kernel/protection.ts';
const POLICY_MADE =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source text
  'policies.set(name, `create policy ${name} on ${table} for ${command} to ${ROLES[role]} ${clauses}`);';
const GRANTED = 'for (const letter of letters) {';

/** What compares the catalogue with what tables say, and what tries every statement of every role. */
const BY_ROWS = ['packages/api/test/isolation/catalogue.test.ts', 'packages/api/test/isolation/sql.test.ts'];
/** The matrix, which needs no database. */
const BY_ROLES = ['packages/api/test/guards/field-roles.test.ts'];

/** Puts one text in place of another, which must be there once. */
function replace(root: string, file: string, from: string, to: string): void {
  const at = path.join(root, file);
  const text = readFileSync(at, 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${file} does not have this once: ${from}`);
  writeFileSync(
    at,
    text.replace(from, () => to),
  );
}

const LEVELS = ['platform', 'reseller', 'company', 'endUser', 'worker'] as const;
const COMMANDS = { s: 'select', i: 'insert', u: 'update', d: 'delete' } as const;

/** The policies of a table that narrow anything: each opened to all rows, one that writes also without its WITH CHECK. */
function policiesOf({ table, options }: TableDefinition): Mutation[] {
  return LEVELS.filter((role) => role !== 'platform').flatMap((role) =>
    [...(options.may[role] ?? '')].flatMap((letter): Mutation[] => {
      const command = COMMANDS[letter as keyof typeof COMMANDS];
      const of = `table === '${table}' && role === '${role}' && command === '${command}'`;
      const make = (name: string, clauses: string): Mutation => ({
        name: `${table}: ${name}`,
        noticed: BY_ROWS,
        apply: (root) =>
          replace(root, PROTECTION, POLICY_MADE, `if (${of}) clauses = ${clauses};\n      ${POLICY_MADE}`),
      });
      const open = command === 'insert' ? `'with check (true)'` : `'using (true)'`;
      return [
        make(`${role} may ${command} every row`, open),
        ...(command === 'update'
          ? [
              make(
                `${role} updates without WITH CHECK`,
                `clauses.replace(/ with check .*$/s, ' with check (true)')`,
              ),
            ]
          : []),
      ];
    }),
  );
}

/** Columns that a role may not read or change, granted all the same. */
function grantsOf({ table, options, restricted }: TableDefinition): Mutation[] {
  return LEVELS.flatMap((role): Mutation[] => {
    const narrowed =
      options.changes?.[role] || (options.may[role] && restricted.size > 0 && role !== 'platform');
    if (!narrowed) return [];
    return [
      {
        name: `${table}: ${role} is granted every column`,
        noticed: BY_ROWS,
        apply: (root) =>
          replace(
            root,
            PROTECTION,
            GRANTED,
            `${GRANTED}\n      if (table === '${table}' && role === '${role}') {\n        grants.push({ role: ROLES[role], command: COMMANDS[letter as keyof typeof COMMANDS] });\n        continue;\n      }`,
          ),
      },
    ];
  });
}

/** Every verb that asks for a permission, asking only that somebody is signed in. */
function permissionsOf(sources: ReadonlyMap<string, string>): Mutation[] {
  const words = features
    .flatMap(({ verbs = [] }) => verbs)
    .map((what) => ('verb' in what ? what.verb : what));
  return words.flatMap(({ name, permission }): Mutation[] => {
    if (['anonymous', 'member', 'system', 'unproved'].includes(permission)) return [];
    const declared = new RegExp(`name: '${name}',[^]*?permission: '${permission}'`);
    const [file, text] = [...sources].find(([, source]) => declared.test(source)) ?? [];
    const found = text && declared.exec(text)?.[0];
    if (!file || !found) return [];
    const without = found.replace(/permission: '\w+'$/, `permission: 'member'`);
    return [
      {
        name: `${name} asks for no permission`,
        noticed: [...BY_ROLES, ...ownTest(file)],
        apply: (root) => replace(root, file, found, without),
      },
    ];
  });
}

/** The test beside a file, if it has one of its own. */
function ownTest(file: string): string[] {
  const test = file.replace(/\.ts$/, '.test.ts');
  return existsSync(path.resolve(import.meta.dirname, '../../../..', test)) ? [test] : [];
}

/** Everything that can be taken away, in a fixed order. */
export const allMutations = (sources: ReadonlyMap<string, string>): Mutation[] => [
  ...allTables().flatMap((table) => [...policiesOf(table), ...grantsOf(table)]),
  ...permissionsOf(sources),
];

/** So many of them, the same for the same seed. */
export function sample(mutations: readonly Mutation[], many: number, seed: number): Mutation[] {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const left = [...mutations];
  const chosen: Mutation[] = [];
  while (left.length && chosen.length < many)
    chosen.push(...left.splice(Math.floor(next() * left.length), 1));
  return chosen;
}
