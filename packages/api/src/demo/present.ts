import { type App, features } from '../app.ts';
import type { Setting } from '../kernel/verb.ts';
import { DEMO_PASSWORD } from './sign-ins.ts';

/** What is under way right now, feature by feature: people invited, services just ordered, jobs that are stuck. */
export async function livePresent({ scopes, services, log }: App): Promise<void> {
  const does = features.flatMap(({ verbs = [] }) =>
    verbs.map((what) => ('verb' in what ? what.verb.name : what.name)),
  );
  const credentials = { kind: 'system', task: 'demonstration', resellerId: null, does } as const;
  const setting: Setting = { scopes, services, log, requestId: 'demonstration', credentials };
  for (const { demo } of features)
    await demo?.({
      setting,
      inScope: (work) => scopes.run(credentials, { requestId: 'demonstration' }, work),
      password: DEMO_PASSWORD,
    });
}
