import path from 'node:path';
import type { Source } from './sources.ts';

/** Links of Markdown, and paths of the workspace in code marks; patterns and placeholders are no paths. */
const LINK = /\]\(([^)\s]+)\)/g;
const MARKED = /`((?:packages|docs|infra|\.ci|src|features|kernel)\/[^`\s]*)`/g;
const PLACEHOLDER = /[<>*{}…|$]/;
/** What short paths in code marks are counted from. */
const BASES = ['', 'packages/api/', 'packages/api/src/', 'packages/web/src/'];

/** Paths that a document names and that are not there; `exists` takes a path from the root. */
export function deadPaths({ path: document, text }: Source, exists: (file: string) => boolean): string[] {
  const folder = path.posix.dirname(document);
  const links = [...text.matchAll(LINK)]
    .map(([, to = '']) => to.split('#')[0] ?? '')
    .filter((to) => to && !/^[a-z]+:/i.test(to))
    .filter(
      (to) => !exists(to.startsWith('/') ? to.slice(1) : path.posix.normalize(path.posix.join(folder, to))),
    );
  const marked = [...text.matchAll(MARKED)]
    .map(([, to = '']) => to)
    .filter(
      (to) => !PLACEHOLDER.test(to) && !BASES.some((base) => exists(`${base}${to.replace(/\/$/, '')}`)),
    );
  return [...new Set([...links, ...marked])].map(
    (dead) => `${document}: ${dead} is not there: correct the path, or take it out.`,
  );
}
