/** What became, or would become, of what is held. */
export const FATES = {
  TOLD: 'Held',
  EXPORTED: 'Exported',
  WITHHELD: 'Not handed out',
  CHANGED: 'Changed',
  ERASED: 'Erased',
  EMPTIED: 'Emptied',
  KEPT: 'Kept',
  STOPPED: 'Stopped',
} as const;

export const DEEDS = {
  TOLD: 'What is held was told',
  EXPORTED: 'Everything held was handed out',
  COPIED: 'A copy to take elsewhere was made',
  CORRECTED: 'What was wrong was corrected',
  RESTRICTED: 'The use of their data was restricted',
  LIFTED: 'The restriction was lifted',
  OBJECTED: 'Their objection was followed',
  ERASED: 'Their data was erased',
  TAKEN_OUT: 'What was wrongly submitted was taken out',
} as const;

/** How many lines there are of each fate, largest first, such as "12 erased · 3 kept". */
export function summed(lines: readonly { fate: keyof typeof FATES; count: number }[]): string {
  const sums = new Map<string, number>();
  for (const { fate, count } of lines) sums.set(FATES[fate], (sums.get(FATES[fate]) ?? 0) + count);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count.toLocaleString('en-GB')} ${word.toLowerCase()}`)
    .join(' · ');
}
