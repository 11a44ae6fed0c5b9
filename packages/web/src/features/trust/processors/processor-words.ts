/** How personal data may go to another country, as people say it. */
export const TRANSFERS = {
  NONE: 'Stays in the United Kingdom',
  ADEQUACY: 'Country with adequate protection',
  IDTA: 'International Data Transfer Agreement',
  UK_ADDENDUM: 'UK Addendum',
  SCC: 'Standard contractual clauses',
} as const;
export type Transfer = keyof typeof TRANSFERS;

const regions = new Intl.DisplayNames('en-GB', { type: 'region' });
/** The name of a country. */
export const countryName = (code: string | null): string => (code ? (regions.of(code) ?? code) : '');

/** Which services it is about. */
export const servicesWords = (products: readonly string[]): string =>
  products.length ? products.join(', ') : 'All services';

interface Change {
  kind: 'ADD' | 'REPLACE' | 'MOVE' | 'END';
  subProcessor: { name: string };
  replaces: { name: string } | null;
}

/** What changes, in a few words. */
export const changeWords = ({ kind, subProcessor: { name }, replaces }: Change): string =>
  ({
    ADD: `${name} comes`,
    REPLACE: `${name} replaces ${replaces?.name}`,
    MOVE: `${name} processes elsewhere`,
    END: `${name} goes`,
  })[kind];

export const CHANGE_STATES = {
  ANNOUNCED: 'Announced',
  IN_FORCE: 'In force',
  WITHDRAWN: 'Withdrawn',
} as const;

export const ANSWERS = {
  MEASURES: 'Something is done to meet it',
  MAY_LEAVE: 'The services may be ended without charge',
  UPHELD: 'Upheld: the change is withdrawn',
} as const;
export type Answer = keyof typeof ANSWERS;
