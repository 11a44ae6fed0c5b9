import type { Config } from './config.ts';
import type { Offer } from './graphql/door.ts';
import type { Routes } from './graphql/server.ts';
import type { Job } from './jobs.ts';
import { definePermissions, type PermissionDefinition } from './permission.ts';
import type { List } from './read/list.ts';
import type { Clock } from './scope.ts';
import type { Services } from './services.ts';
import type { Class } from './table.ts';
import type { AnyVerb } from './verb.ts';

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
  /** Fields that it adds to types of lower features. */
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
}

/** What a feature's services stand on. */
export interface Ground {
  config: Config;
  clock: Clock;
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
