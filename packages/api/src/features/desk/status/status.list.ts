import { by, choice, equals, list, yesOrNo } from '../../../kernel/read/list.ts';
import { Component, heldBy, ofReader } from './component.entity.ts';
import { Incident, IncidentKind, isOpen } from './incident.entity.ts';

/** The components that whoever asks may look at: the platform's and its reseller's, those that are kept. [N4] */
export const components = list(Component, {
  name: 'components',
  permission: 'STATUS_READ',
  only: (row) => `${row}.retired_at is null`,
  filters: { held: yesOrNo(heldBy), mine: yesOrNo(ofReader), parentId: equals('parent_id') },
  sorts: { POSITION: [by('position', 'integer')] },
  order: ['POSITION', 'ASC'],
});

/** Incidents and maintenance, the latest first. [N4] */
export const incidents = list(Incident, {
  name: 'incidents',
  permission: 'STATUS_READ',
  filters: {
    kind: choice('kind', IncidentKind),
    open: yesOrNo(isOpen),
    mine: yesOrNo(ofReader),
    componentId: {
      type: () => String,
      condition: (row, value, statement) =>
        `exists (select from component_impact i where i.incident_id = ${row}.id and i.component_id = ${statement.bind(value, 'uuid')})`,
    },
  },
  sorts: { STARTS_AT: [by('starts_at', 'timestamptz')] },
  order: ['STARTS_AT', 'DESC'],
});
