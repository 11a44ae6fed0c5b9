/** What a person left empty is null to the API. */
export function blank(text: string): string | null {
  return text.trim() || null;
}
