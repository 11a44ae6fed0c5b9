import { registerEnumType } from 'type-graphql';

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

/** The areas as GraphQL knows them: the words of the database. */
export const AreaChoice = Object.fromEntries(AREAS.map((area) => [area, area])) as Record<Area, Area>;
registerEnumType(AreaChoice, { name: 'Area', description: 'What rows are about, as their tables say.' });
