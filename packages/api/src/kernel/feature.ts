import type { Level } from '@steward/shared';
import type { Config } from './config.ts';
import type { Offer } from './graphql/door.ts';
import type { Routes } from './graphql/server.ts';
import type { Held } from './holding.ts';
import type { Job } from './jobs.ts';
import type { Log } from './log.ts';
import { definePermissions, type Permission, type PermissionDefinition } from './permission.ts';
import type { List } from './read/list.ts';
import type { Clock, Scope, Scopes } from './scope.ts';
import type { Services } from './services.ts';
import type { Class } from './table.ts';
import type { AnyVerb, Setting } from './verb.ts';

/**
 * What a feature is, said in its `feature.ts`: `app.ts` lists the features, lowest first, and everything else is gathered
 * from here. What is declared in the feature's folder and not listed does not exist, which a guard finds.
 */
export interface Feature {
  /** Its folder below `features/`. */
  name: string;
  /** The features below it that it imports, and whose tables its SQL names. */
  needs: readonly string[];
  permissions?: Record<string, PermissionDefinition>;
  tables?: readonly Class[];
  /** Its functions and triggers: files of repeatable SQL, imported with `?raw`. */
  sql?: readonly string[];
  lists?: readonly List[];
  /** Offered with what each answers (`mutation`, `plainMutation`), or the product's own. */
  verbs?: readonly (Offer | AnyVerb)[];
  views?: readonly Class[];
  /** Fields (`children`, `added`) and filters (`narrowed`) that it adds to types and lists of lower features. */
  fields?: readonly Class[];
  /** GraphQL written by hand, where verbs have another half. */
  resolvers?: readonly Class[];
  /** Jobs; one that follows an event stands here as `on(event, job)`. */
  // biome-ignore lint/suspicious/noExplicitAny: jobs of every payload
  jobs?: readonly Job<any>[];
  /** HTTP beside `/graphql`: uploads, downloads, webhooks. */
  routes?: readonly Routes[];
  /** What it lends to verbs as `services`. */
  services?: (ground: Ground) => Partial<Services>;
  /** What its audit rows are about, by the type that verbs write. */
  audits?: Record<string, Audited>;
  /** What the search over everything finds of it. */
  finds?: readonly Found[];
  /** What it adds to everyone's home. */
  home?: readonly HomePart[];
  /** What people hold of it, which is looked after when they leave. */
  holds?: readonly Held[];
  /** Its tables with a column for an end user that are nothing a person holds, each with the reason. */
  notHeld?: Readonly<Record<string, string>>;
  /** Its part of the demonstration: `demo.ts` of its folder, which an installation may come without. */
  demo?: () => Promise<{ demo: DemoPart }>;
  /** Takes in what the features declare, lowest first, before the schema is made. */
  gathers?: (features: readonly Feature[]) => void;
}

/** What a feature brings to the demonstration; of each kind one after the other, lowest first. */
export interface DemoPart {
  /** What the operator has before its first customer comes, a year ago. */
  founding?(demo: Demonstration): Promise<void>;
  /** What has happened since, once everyone is there. */
  past?(demo: PastDemonstration): Promise<void>;
  /** What is under way now. */
  present?(demo: Demonstration): Promise<void>;
}

/** What a feature's part of the demonstration works with. */
export interface Demonstration {
  /** The product itself, for the platform. */
  setting: Setting;
  inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T>;
  /** Everyone's. */
  password: string;
}

export interface PastDemonstration extends Demonstration {
  /** ISO date, in London. */
  today: string;
  /** Goes to that day and time (`11:00:00`, UTC), and acts as a member of staff there. */
  asStaffAt(day: string, time: string): Promise<Setting>;
}

/** A subject of the audit log. */
export interface Audited {
  /** What people call it. */
  label: string;
  /**
   * SQL of its present name, from the SQL of its id; it may name only tables that every level with an audit log may read.
   * Without it a row is called by the reference it carries.
   */
  name?: (id: string) => string;
}

/** One kind of search hit. */
export interface Found {
  kind: string;
  permission: Permission;
  table: string;
  /** Columns in lower case, one of which each word must begin. */
  keys: readonly string[];
  /** One more such column, looked at only where what was typed looks like it: for what begins alike in many rows. */
  also?: { key: string; like: RegExp };
  /** Sealed telephone numbers (`@Sealed({ sought: true })`) by which it is found, too. */
  numbers?: readonly string[];
  order: string;
  /** SQL of what it is called and how it is told apart; the row's alias is `hit`. */
  title: string;
  subtitle: string;
  /** What rows have to be, as SQL over the alias `t`. */
  only?: string;
  /** What title and subtitle need beside the row. */
  join?: string;
}

/** A field of home. */
export interface Figure {
  type: () => unknown;
  description?: string;
  /** SQL of its value at levels it does not concern; without it the field is null there. */
  otherwise?: string;
}

/**
 * Figures for home, as SQL per level; home is one statement. Each runs under the reader's row security, so that none need
 * say whose rows it counts. Figures of one pass over a table share a `from`.
 */
export interface HomePart {
  figures: Record<string, Figure>;
  at: Partial<Record<Level, { figures: Record<string, string>; from?: string }>>;
}

/** What a feature's services stand on. */
export interface Ground {
  config: Config;
  clock: Clock;
  scopes: Scopes;
  log: Log;
}

/** Declares a feature. */
export function feature(definition: Feature): Feature {
  definePermissions(definition.permissions ?? {});
  return definition;
}

/** The classes from which the GraphQL schema is built. */
export const resolversOf = (features: readonly Feature[]): Class[] =>
  features.flatMap(({ lists = [], verbs = [], views = [], fields = [], resolvers = [] }) => [
    ...lists.map(({ resolver }) => resolver),
    ...verbs.flatMap((what) => ('resolver' in what ? [what.resolver] : [])),
    ...views,
    ...fields,
    ...resolvers,
  ]);

/** The features in their order. Throws if one needs another that does not stand below it. */
export function gather(features: readonly Feature[]): readonly Feature[] {
  const below = new Set<string>();
  for (const { name, needs } of features) {
    for (const need of needs)
      if (!below.has(need)) throw new Error(`${name} needs ${need}, which is not below it.`);
    below.add(name);
  }
  for (const { gathers } of features) gathers?.(features);
  return features;
}
