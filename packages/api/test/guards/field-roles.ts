import type { Level } from '@steward/shared';
import { schema } from '../../src/app.ts';
import { type Requirement, rootRequirements } from '../../src/kernel/allowed.ts';
import { type Permission, permissionsAt } from '../../src/kernel/permission.ts';
import { BUILT_IN, type BuiltIn, builtInPermissions, everyones } from '../../src/kernel/roles.ts';

/** Somebody who asks: with a built-in role of a level, with one that permits nothing, or nobody. */
export interface Asker {
  name: string;
  level?: Level;
  role?: BuiltIn | 'NOTHING';
}

const LEVELS = ['PLATFORM', 'RESELLER', 'COMPANY'] as const;

/** Everyone of the matrix, in the order of its columns. */
export const ASKERS: readonly Asker[] = [
  ...LEVELS.flatMap((level) =>
    [...BUILT_IN, 'NOTHING' as const].map((role) => ({ name: `${level} ${role}`, level, role })),
  ),
  { name: 'END_USER', level: 'END_USER' },
  { name: 'anonymous' },
];

/** What is asked of whoever has a session, in resolvers that are written by hand. */
const BY_HAND: Record<string, Requirement> = {
  refreshSession: 'anonymous',
  signIn: 'anonymous',
  signOut: 'anonymous',
  switchMembership: 'member',
  signInWithPasskey: 'anonymous',
  confirmPasskeyEnrolment: 'unproved',
  confirmTotpEnrolment: 'unproved',
  verifyPasskey: 'unproved',
  verifyFactor: 'unproved',
};

export const requirementOf = (field: string): Requirement | undefined =>
  rootRequirements.get(field) ?? BY_HAND[field];

function permissionsOf({ level, role }: Asker): ReadonlySet<Permission> {
  if (!level) return new Set();
  if (level === 'END_USER') return permissionsAt(level);
  return new Set(role === 'NOTHING' ? everyones(level) : builtInPermissions(role as BuiltIn, level));
}

/** Whether somebody with this role may ask for what asks for this. */
export const mayAsk = (asker: Asker, requirement: Requirement): boolean => {
  if (requirement === 'anonymous') return true;
  if (!asker.level) return false;
  // In lower case: whoever is signed in.
  return requirement === requirement.toLowerCase() || permissionsOf(asker).has(requirement as Permission);
};

export type Root = 'query' | 'mutation';

/** The fields at the roots of the schema. */
export const rootFields = (): { root: Root; name: string }[] =>
  (['query', 'mutation'] as const).flatMap((root) => {
    const type = root === 'query' ? schema().getQueryType() : schema().getMutationType();
    return Object.keys(type?.getFields() ?? {})
      .sort()
      .map((name) => ({ root, name }));
  });

/** Where a column of letters begins, and what each letter stands for. */
const LETTERS: Record<string, string> = {
  OWNER: 'O',
  TECHNICIAN: 'T',
  FINANCE: 'F',
  READ_ONLY: 'R',
  NOTHING: 'N',
};
export const letterOf = ({ level, role }: Asker): string =>
  role ? (LETTERS[role] as string) : level ? 'U' : 'A';

const HEAD = `What of the API each built-in role may ask for: a letter for yes, a dot for no. Written by
  vitest run packages/api/test/guards/field-roles.test.ts -u
and reviewed like code: a field that is new, or asks for something else, fails until its line is here.
O owner, T technician, F finance, R read-only, N a role that permits nothing, U end user, A nobody yet.

`;

/** The matrix as it is committed: a line for each field, letters for those who may. */
export function matrix(): string {
  const fields = rootFields();
  const width = Math.max(...fields.map(({ root, name }) => `${root} ${name}`.length)) + 2;
  const line = (field: string, cells: (asker: Asker) => string, last: string): string => {
    const groups = [...LEVELS, 'END_USER', undefined].map((level) =>
      ASKERS.filter((asker) => asker.level === level)
        .map(cells)
        .join(''),
    );
    return `${field.padEnd(width)}${groups.join('  ')}  ${last}`.trimEnd();
  };
  const lines = fields.map(({ root, name }) => {
    const requirement = requirementOf(name);
    return line(
      `${root} ${name}`,
      (asker) => (requirement ? (mayAsk(asker, requirement) ? letterOf(asker) : '.') : '?'),
      requirement ?? 'says nothing',
    );
  });
  const heads = ['staff', 'resel', 'compa', 'U', 'A'];
  return `${HEAD}${''.padEnd(width)}${heads.join('  ')}  asks for\n${lines.join('\n')}\n`;
}

/** Reads the committed matrix: field → who may. */
export function readMatrix(text: string): Map<string, ReadonlySet<string>> {
  const found = new Map<string, ReadonlySet<string>>();
  for (const row of text.split('\n')) {
    const match = /^(?:query|mutation) (\w+)\s+(\S{5}) {2}(\S{5}) {2}(\S{5}) {2}(\S) {2}(\S) {2}/.exec(row);
    if (!match) continue;
    const [, field = '', ...groups] = match;
    const cells = groups.join('');
    found.set(
      field,
      new Set(ASKERS.filter((_asker, i) => !'.?'.includes(cells[i] ?? '?')).map(({ name }) => name)),
    );
  }
  return found;
}
