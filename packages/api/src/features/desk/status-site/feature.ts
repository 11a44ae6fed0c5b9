import path from 'node:path';
import { ID } from 'type-graphql';
import { feature } from '../../../kernel/feature.ts';
import { mutation, plainMutation } from '../../../kernel/graphql/door.ts';
import {
  findStatusHostsToProve,
  findStatusHostsToProveJob,
  proveStatusHost,
  proveStatusHostJob,
} from './prove-status-host.ts';
import { publishStatusSite } from './publish-status-site.ts';
import { StatusSite } from './site.entity.ts';
import { statusSites } from './site.list.ts';
import { statusRoutes } from './status.route.ts';
import statusHostsSql from './status-hosts.sql?raw';
import { StatusPress } from './status-press.ts';
import { withdrawStatusSite } from './withdraw-status-site.ts';

export const statusSiteFeature = feature({
  name: 'desk/status-site',
  needs: ['platform/tenancy', 'people/identity', 'people/directory', 'desk/status'],
  tables: [StatusSite],
  sql: [statusHostsSql],
  lists: [statusSites],
  verbs: [
    mutation(publishStatusSite, StatusSite),
    mutation(proveStatusHost, StatusSite),
    plainMutation(withdrawStatusSite, () => ID),
    findStatusHostsToProve,
  ],
  jobs: [proveStatusHostJob, findStatusHostsToProveJob],
  routes: [statusRoutes],
  services: ({ config: { dataFolder, publicUrl }, scopes, log }) => ({
    statusPress: new StatusPress({ folder: path.join(dataFolder, 'status'), publicUrl, scopes, log }),
  }),
  demo: () => import('./demo.ts'),
  audits: {
    StatusSite: { label: 'Status page' },
  },
});
