import { IconActivity, IconAlertTriangle, IconTool, IconWorld } from '@tabler/icons-react';
import { type More, pageBelow } from '../../../frame/feature.ts';
import { SELLERS } from '../../../frame/places.ts';
import { audit } from './audit.ts';

const writer = { permission: 'STATUS_WRITE', levels: SELLERS, keywords: ['status', 'outage'] } as const;

export const more: More = {
  actions: [
    { ...writer, label: 'Publish incident', to: '/status-board/new', icon: IconAlertTriangle },
    { ...writer, label: 'Plan maintenance', to: '/status-board/maintenance', icon: IconTool },
  ],
  things: {
    Component: { one: 'Component', many: 'Components', icon: IconActivity, page: () => '/status-board' },
    Incident: {
      one: 'Incident',
      many: 'Incidents',
      icon: IconAlertTriangle,
      page: pageBelow('/status-board'),
    },
    StatusSite: {
      one: 'Status page',
      many: 'Status pages',
      icon: IconWorld,
      page: () => '/status-board/page',
    },
  },
  audit,
};
