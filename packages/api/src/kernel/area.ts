/** What a table, and a permission, is about; whoever is given some areas only reaches nothing of the others. */
export const AREAS = [
  'directory',
  'services',
  'billing',
  'support',
  'records',
  'exchange',
  'privacy',
  'settings',
] as const;
export type Area = (typeof AREAS)[number];
