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

/** What each area means to a company that lets somebody in. */
export const DELEGATED: Record<string, { title: string; see: string; change: string }> = {
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
    see: 'your invoices and payments',
    change: 'record payments and issue invoices',
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

/** In words, for whoever decides it and whoever is concerned. */
export const ACCESS_WORDS: Record<Access, string> = {
  MANAGE: 'See and change',
  VIEW: 'See only',
  NONE: 'Nothing',
};
