import type { ResultOf } from '../../../data/graphql.ts';
import { graphql } from '../../../data/graphql.ts';

export const DelegationsDocument = graphql(`
  query Delegations($id: ID!) {
    company(id: $id) {
      id
      name
      delegations {
        area
        access
      }
      reseller {
        id
        name
        isPlatform
      }
    }
  }
`);

export type Delegation = NonNullable<
  NonNullable<ResultOf<typeof DelegationsDocument>['company']>['delegations']
>[number];
export type Access = Delegation['access'];

interface AreaWords {
  title: string;
  see: string;
  /** Left out where there is nothing to change for the company. */
  change?: string;
  /** What they keep in any case. */
  keep?: string;
}

/** What each area means to a company that lets somebody in. */
export const DELEGATED: Record<string, AreaWords> = {
  directory: {
    title: 'People and domains',
    see: 'your people, their addresses and numbers, your domains and your administrators',
    change: 'add, change and suspend them, and invite administrators',
  },
  services: {
    title: 'Services and orders',
    see: 'what you have ordered and how it is set up',
    change: 'order, change and cancel for you',
  },
  billing: {
    title: 'Invoices and payments',
    see: 'for whom each line of your invoices is, and your card payments',
    keep: 'Its own invoices to you, and what was paid of them, stay in its books in any case.',
  },
  support: {
    title: 'Help and notices',
    see: 'your tickets and notices',
    change: 'answer them for you',
  },
  records: {
    title: 'Records',
    see: 'your audit log, security events and records of services',
    change: 'change records of services',
  },
};

const ACCESS_WORDS: Record<Access, string> = {
  MANAGE: 'See and change',
  VIEW: 'See only',
  NONE: 'Nothing',
};

/** How far, in words, for whoever decides it and whoever is concerned. */
export const accessWords = (area: string, access: Access): string =>
  access === 'MANAGE' && !DELEGATED[area]?.change ? 'See' : ACCESS_WORDS[access];

/** How far a company can let its reseller in there, least first. */
export const choicesOf = (area: string): readonly Access[] =>
  DELEGATED[area]?.change ? ['NONE', 'VIEW', 'MANAGE'] : ['NONE', 'MANAGE'];
