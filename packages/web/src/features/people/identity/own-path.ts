/**
 * Only paths of this origin: whatever else stands in `next` is ignored. Browsers drop tabs and line breaks and read a
 * backslash as a slash, so that what two slashes begin may be written in many ways. [S65]
 */
export function ownPath(next: unknown): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(next)) return '/';
  return URL.parse(next, 'https://steward.invalid')?.host === 'steward.invalid' ? next : '/';
}
