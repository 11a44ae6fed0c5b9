import { type App, features } from '../app.ts';
import type { DemoPart } from '../kernel/feature.ts';
import type { Setting } from '../kernel/verb.ts';

/** What each feature brings, lowest first. */
export async function demoParts(): Promise<readonly DemoPart[]> {
  const modules = await Promise.all(features.map(({ demo }) => demo?.()));
  return modules.flatMap((module) => module?.demo ?? []);
}

/** The product itself, for the platform, which may do whatever a part of the demonstration asks for. */
export function demonstrator({ services, log }: App, scopes: Setting['scopes']): Setting {
  const does = features.flatMap(({ verbs = [] }) =>
    verbs.map((what) => ('verb' in what ? what.verb.name : what.name)),
  );
  const credentials = { kind: 'system', task: 'demonstration', resellerId: null, does } as const;
  return { scopes, services, log, requestId: 'demonstration', credentials };
}
