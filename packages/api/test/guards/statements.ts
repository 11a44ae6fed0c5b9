import { isTest, type Source } from './sources.ts';

/** What a feature says of itself that matters to its statements and audit rows. */
export interface Declared {
  name: string;
  needs: readonly string[];
  audits?: Record<string, unknown>;
}

const FEATURES = 'packages/api/src/features/';
const KERNEL = 'packages/api/src/kernel/';
/** The kernel's own journal, written there alone, shown by the feature that declares it. */
const JOURNAL = 'audit_entry';
/** What the kernel asks when a scope is entered: who acts, what they reach, and whether their tenant is active. */
const ENTERING = [
  'session',
  'sign_in_policy',
  'signing_key',
  'membership',
  'role',
  'membership_reach',
  'tenant_group_member',
  'closed_area',
  'reseller',
  'company',
  'end_user',
];
const OF_KERNEL = [JOURNAL, ...ENTERING];

/** The kernel's notes of who opened what, shown by the feature that declares them; features write none. */
const NOTES = 'access_entry';

const NAMED = /\b(?:from|join|update|into|using)\s+(?:only\s+)?(?:steward\.)?([a-z_]+)\b/gi;
const COMMENTS = /\/\*[\s\S]*?\*\/|(^|\s)(?:\/\/|--\s).*$/gm;

/** The tables that a module's statements name, of those that are known. */
const tablesIn = (text: string, known: ReadonlyMap<string, string>): string[] => [
  ...new Set(
    [...text.replace(COMMENTS, '$1').matchAll(NAMED)]
      .map(([, table]) => (table as string).toLowerCase())
      .filter((table) => known.has(table)),
  ),
];

/** The features that each feature may build upon: those it needs, and those that these need. */
function reachOf(features: readonly Declared[]): Map<string, ReadonlySet<string>> {
  const reach = new Map<string, ReadonlySet<string>>();
  for (const { name, needs } of features)
    reach.set(name, new Set([name, ...needs.flatMap((need) => [...(reach.get(need) ?? [])])]));
  return reach;
}

/** Path below `features/` → the feature. */
const ownerOf = (path: string, features: readonly Declared[]): string | undefined =>
  features.find(({ name }) => path.startsWith(`${FEATURES}${name}/`))?.name;

/** Statements that name tables of features which are not needed; `homes` says to which feature a table belongs. */
export function foreignTables(
  sources: readonly Source[],
  features: readonly Declared[],
  homes: ReadonlyMap<string, string>,
): string[] {
  const reach = reachOf(features);
  return sources.flatMap(({ path, text }) => {
    if (isTest(path)) return [];
    const owner = ownerOf(path, features);
    if (!owner && !path.startsWith(KERNEL)) return [];
    return tablesIn(text, homes)
      .filter((table) =>
        owner ? !reach.get(owner)?.has(homes.get(table) ?? '') : ![...OF_KERNEL, NOTES].includes(table),
      )
      .map(
        (table) =>
          `${path} names ${table} of ${homes.get(table)}: ${
            owner ? `let ${owner} need it, or let the higher feature add what is its own.` : 'move it there.'
          }`,
      );
  });
}

/** Types of audit subjects that a feature writes and neither it nor one that it needs declares in `audits`. */
export function unknownSubjects(sources: readonly Source[], features: readonly Declared[]): string[] {
  const reach = reachOf(features);
  return sources.flatMap(({ path, text }) => {
    const owner = ownerOf(path, features);
    if (!owner || isTest(path) || !/\bsubject|Subject|writeAudit/.test(text)) return [];
    const known = new Set(
      features
        .filter(({ name }) => reach.get(owner)?.has(name))
        .flatMap(({ audits = {} }) => Object.keys(audits)),
    );
    return [...text.matchAll(/(?:\btype: |\bsubjectOf\()'([A-Z]\w+)'/g)]
      .map(([, type]) => type as string)
      .filter((type) => !known.has(type))
      .map(
        (type) => `${path} audits ${type}: give it a label in the audits of ${FEATURES}${owner}/feature.ts.`,
      );
  });
}
