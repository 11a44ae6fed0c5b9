/**
 * The whole address of what was typed before the @ and the domain chosen beside it. Nothing typed is no address; an
 * address typed whole is taken as it is.
 */
export function wholeAddress(typed: string, domain: string): string {
  const text = typed.trim();
  return text === '' || text.includes('@') ? text : `${text}@${domain}`;
}

/** Takes an address apart if its domain is one of these; undefined otherwise. */
export function partsOf(
  typed: string,
  domains: readonly string[],
): { local: string; domain: string } | undefined {
  const at = typed.lastIndexOf('@');
  const domain = typed
    .slice(at + 1)
    .trim()
    .toLowerCase();
  return at > 0 && domains.includes(domain) ? { local: typed.slice(0, at).trim(), domain } : undefined;
}
