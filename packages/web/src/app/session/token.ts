/** Ask for a new token this long before the old one ends, so that no request goes out with one that is just over. */
const MARGIN_MS = 45_000;

/** An access token and when it ends by this page's own clock (`performance.now()`), which a wrong wall clock cannot fool. */
export interface Token {
  text: string;
  refreshAtMs: number;
}

/** Reads only how long the token lives; who holds it is the server's to say. */
export function readToken(text: string, nowMs: number): Token {
  const { exp = 0, iat = 0 } = payload(text);
  const lifeMs = Math.max(0, exp - iat) * 1000;
  return { text, refreshAtMs: nowMs + Math.max(lifeMs - MARGIN_MS, lifeMs / 2) };
}

function payload(text: string): { exp?: number; iat?: number } {
  const part = text.split('.')[1] ?? '';
  return JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')));
}
