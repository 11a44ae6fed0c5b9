/** Members in which web services put the reason of a refusal. */
const MEMBERS = ['error', 'message', 'detail', 'title', 'reason'] as const;
const LONGEST = 300;

/**
 * What a target said when it refused, as one line of at most 300 characters that is safe to show; empty if it said
 * nothing a person could read (HTML, binary, an object without a message).
 */
export function refusalText(body: string): string {
  const text = fromJson(body) ?? (/^\s*[<{[]/.test(body) ? '' : body);
  // Control and format characters could hide or reorder what follows them.
  const clean = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD\u2028\u2029]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1).trimEnd()}…` : clean;
}

function fromJson(body: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const member of MEMBERS) {
    const said = (value as Record<string, unknown>)[member];
    if (typeof said === 'string') return said;
    if (typeof said === 'object' && said !== null) return fromJson(JSON.stringify(said));
  }
  return '';
}
