import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The workspace's root. */
export const root = path.resolve(import.meta.dirname, '../../../..');

/** A module by its path from the root, and what it says. */
export interface Source {
  path: string;
  text: string;
}

const SKIPPED = new Set(['node_modules', 'dist', '.git', '.data', 'coverage']);

/** Every file below a folder of the workspace with one of these endings. */
export function filesBelow(folder: string, endings: readonly string[]): Source[] {
  const found: Source[] = [];
  const walk = (at: string): void => {
    for (const entry of readdirSync(path.join(root, at), { withFileTypes: true })) {
      const inside = at === '.' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) walk(inside);
      else if (entry.isFile() && endings.some((ending) => entry.name.endsWith(ending))) {
        found.push({ path: inside, text: readFileSync(path.join(root, inside), 'utf8') });
      }
    }
  };
  if (existsSync(path.join(root, folder))) walk(folder);
  return found;
}

/** Every module of the product and of its tests; generated declarations are nobody's writing. */
export const modules = (): Source[] =>
  filesBelow('packages', ['.ts', '.tsx']).filter(({ path: file }) => !file.endsWith('.d.ts'));

/** Tests, and what only they use. */
export const isTest = (file: string): boolean =>
  /\.test\.tsx?$|\/test\/|\/testing(?:\/|\.ts$)|\/factory\.ts$|\/bench\//.test(file);

export interface Import {
  from: string;
  /** Path from the root for a module of the workspace, else the package's name. */
  to: string;
  typeOnly: boolean;
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

/** What a module imports or passes on. */
export function importsOf({ path: from, text }: Source): Import[] {
  return [...text.matchAll(IMPORT)].map(([, typeOnly, statik, dynamic]) => {
    const name = (statik ?? dynamic) as string;
    const to = name.startsWith('.')
      ? path.posix.normalize(path.posix.join(path.posix.dirname(from), name))
      : name;
    return { from, to, typeOnly: Boolean(typeOnly) };
  });
}

/** Source text without comments and texts, so that words in them count for nothing. */
export const codeOf = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
