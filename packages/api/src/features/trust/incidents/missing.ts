import type { FieldError } from '@steward/shared';
import type { SecurityIncident } from './incident.entity.ts';

const MUST: readonly (readonly [keyof SecurityIncident, string])[] = [
  ['nature', 'Say what happened, for controllers.'],
  ['consequences', 'Say what is likely to follow for the people concerned.'],
  ['measures', 'Say what was done and is going to be done.'],
  ['contactName', 'Name somebody who can say more.'],
  ['contactEmail', 'Give the e-mail address of whoever can say more.'],
  ['likelihood', 'Judge how likely harm is.'],
  ['severity', 'Judge how severe it would be.'],
];

/** What Art. 33(3) asks a notice to say and the incident does not yet, or what else is to be done before notices go out. */
export function missingOf(incident: SecurityIncident, controllers: number): FieldError[] {
  return [
    ...MUST.filter(([field]) => !incident[field]).map(([path, message]) => ({ path, message })),
    ...(incident.decision === 'NOTIFY'
      ? []
      : [{ path: 'decision', message: 'Decide that controllers are told, and say why.' }]),
    ...(controllers ? [] : [{ path: 'scope', message: 'Say what was touched: nobody is concerned so far.' }]),
  ];
}
