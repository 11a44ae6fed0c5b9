import type { Feature } from '../../../kernel/feature.ts';
import { allPermissions, type Permission } from '../../../kernel/permission.ts';

let gathered: readonly { action: string; area: string }[] = [];

/** Takes in which verbs change something for others, and in which area each does. */
export function gatherVerbAreas(features: readonly Feature[]): void {
  gathered = features.flatMap(({ verbs = [] }) =>
    verbs.flatMap((what) => {
      const { name, permission } = 'resolver' in what ? what.verb : what;
      const definition = allPermissions().get(permission as Permission);
      return definition && definition.for !== 'everyone' ? [{ action: name, area: definition.area }] : [];
    }),
  );
}

/** Every such verb with its area, as JSON for a statement. */
export const verbAreas = (): string => JSON.stringify(gathered);
