import { feature } from '../../../kernel/feature.ts';
import { mutation } from '../../../kernel/graphql/door.ts';
import type { PermissionDefinition, Words } from '../../../kernel/permission.ts';
import { addComponent } from './add-component.ts';
import { cancelMaintenance } from './cancel-maintenance.ts';
import { Component, ComponentImpact } from './component.entity.ts';
import { Incident, IncidentUpdate } from './incident.entity.ts';
import { publishIncident } from './publish-incident.ts';
import { retireComponent } from './retire-component.ts';
import { scheduleMaintenance } from './schedule-maintenance.ts';
import { components, incidents } from './status.list.ts';
import { statusAudience } from './status-audience.ts';
import { statusHistory } from './status-history.ts';
import { updateComponent } from './update-component.ts';
import { updateIncident } from './update-incident.ts';
import { updateMaintenance } from './update-maintenance.ts';
import { writeReview } from './write-review.ts';

const permissions = {
  STATUS_READ: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER', 'COMPANY', 'END_USER'],
    words: 'See how services are, incidents and planned maintenance',
  },
  STATUS_WRITE: {
    area: 'support',
    levels: ['PLATFORM', 'RESELLER'],
    words: 'Keep components, publish incidents and plan maintenance',
  },
} as const satisfies Record<string, PermissionDefinition>;

declare module '../../../kernel/permission.ts' {
  interface Permissions extends Words<typeof permissions> {}
}

export const statusFeature = feature({
  name: 'desk/status',
  needs: [
    'platform/tenancy',
    'people/identity',
    'trade/catalogue',
    'trade/subscriptions',
    'desk/notifications',
    'desk/notices',
  ],
  permissions,
  tables: [Component, Incident, IncidentUpdate, ComponentImpact],
  lists: [components, incidents],
  verbs: [
    mutation(addComponent, Component),
    mutation(updateComponent, Component),
    mutation(retireComponent, Component),
    mutation(publishIncident, Incident),
    mutation(updateIncident, Incident),
    mutation(scheduleMaintenance, Incident),
    mutation(updateMaintenance, Incident),
    mutation(cancelMaintenance, Incident),
    mutation(writeReview, Incident),
  ],
  views: [statusHistory, statusAudience],
  demo: () => import('./demo.ts'),
  audits: {
    Component: { label: 'Component', name: (id) => `select c.name from component c where c.id = ${id}` },
    Incident: { label: 'Incident', name: (id) => `select i.title from status_incident i where i.id = ${id}` },
  },
});
