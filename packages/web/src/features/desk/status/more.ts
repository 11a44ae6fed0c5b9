import { IconActivity, IconAlertTriangle } from '@tabler/icons-react';
import type { More } from '../../../frame/feature.ts';
import { audit } from './audit.ts';

const page = (): string => '/status-board';

export const more: More = {
  things: {
    Component: { one: 'Component', many: 'Components', icon: IconActivity, page },
    Incident: { one: 'Incident', many: 'Incidents', icon: IconAlertTriangle, page },
  },
  audit,
};
